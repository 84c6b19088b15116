using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// The null directions of the Hessian that redundancy predicts at a critical point: tangents of the families of critical points through it.
/// With p_j = 2 E[r psi'(z_j) x~], which is 0 where a_j != 0 because the derivative by u_j is a_j p_j:
/// <list type="bullet">
/// <item>deactivation, a_j = 0: u_j moves in the directions v with p_j . v = 0. (Moving u_j anywhere keeps the risk, but leaves the
/// critical set E[r psi(z_j)] = 0 along p_j: there H couples u_j and a_j, with one positive and one negative eigenvalue.)</item>
/// <item>bias, w_j = 0: b_j moves and beta by -a_j psi'(b_j), if E[r x] = 0, which holds unless psi'(b_j) = 0 (never for tanh); and, if p_j = 0, a_j moves and beta by -psi(b_j).</item>
/// <item>duplication, u_j = s u_i, psi(z_j) = c + f psi(z_i) (<see cref="Mirror"/>; f = 1, c = 0 for s = 1): if p_i = 0, a_i moves by 1, a_j by -f and
/// beta by f c.</item>
/// </list>
/// </summary>
public static class NullDirections
{
    // Directions have norm at least 1 before projections; one whose rest is below this depends on the others.
    private const double DependenceTolerance = 1e-6;

    /// <summary>An orthonormal basis of the predicted null directions; empty at an efficient point.</summary>
    /// <param name="landscape">The landscape.</param>
    /// <param name="model">The second-order model at a redundant critical point; p_j is an entry of H and counts as zero like an eigenvalue.</param>
    /// <param name="tolerance">Largest distance that counts as zero (<see cref="RedundancyDistances"/>).</param>
    /// <returns>Unit vectors, P each.</returns>
    public static IReadOnlyList<double[]> At(
        RiskLandscape landscape, SpectralModel model, double tolerance = RedundancyDistances.Tolerance)
    {
        var point = new Point(landscape, model, tolerance);
        var basis = new List<double[]>();
        for (var j = 0; j < landscape.Shape.Width; j++)
        {
            foreach (var direction in point.Of(j))
            {
                Extend(basis, direction);
            }
        }

        return basis;
    }

    /// <summary>max |H v| / (|H| |v|) over the directions: 0 to rounding if they are in the kernel of H. NaN without directions.</summary>
    /// <param name="model">The second-order model at the point.</param>
    /// <param name="directions">Unit vectors, P each.</param>
    public static double KernelResidual(SpectralModel model, IReadOnlyList<double[]> directions)
    {
        var largest = double.NaN;
        foreach (var direction in directions)
        {
            var image = new double[direction.Length];
            for (var i = 0; i < image.Length; i++)
            {
                image[i] = Vectors.Dot(model.Hessian.Row(i), direction);
            }

            var residual = Vectors.Norm(image) / (model.LargestCurvature * Vectors.Norm(direction));
            largest = double.IsNaN(largest) ? residual : Math.Max(largest, residual);
        }

        return largest;
    }

    // Gram-Schmidt, twice: once is not orthogonal to rounding when the direction nearly depends on the basis.
    private static void Extend(List<double[]> basis, double[] direction)
    {
        var rest = direction;
        for (var pass = 0; pass < 2; pass++)
        {
            foreach (var unit in basis)
            {
                rest = Vectors.Plus(rest, -Vectors.Dot(unit, rest), unit);
            }
        }

        var length = Vectors.Norm(rest);
        if (length > DependenceTolerance)
        {
            basis.Add(Vectors.Plus(new double[rest.Length], 1 / length, rest));
        }
    }

    private sealed class Point
    {
        private readonly RiskLandscape landscape;
        private readonly NetworkShape shape;
        private readonly double[] theta;
        private readonly NeuronGeometry neurons;
        private readonly Matrix hessian;
        private readonly double nullTolerance;
        private readonly double redundancyTolerance;

        public Point(RiskLandscape landscape, SpectralModel model, double tolerance)
        {
            this.landscape = landscape;
            theta = model.Theta;
            hessian = model.Hessian;
            (nullTolerance, redundancyTolerance) = (model.NullTolerance, tolerance);
            shape = landscape.Shape;
            neurons = new NeuronGeometry(landscape, theta, tolerance);
        }

        public IEnumerable<double[]> Of(int j) => (neurons.IsDead(j) ? Dead(j) : [])
            .Concat(neurons.IsConstant(j) ? Constant(j) : [])
            .Concat(Enumerable.Range(0, j).SelectMany(i => Duplicate(i, j)));

        private IEnumerable<double[]> Dead(int j)
        {
            var slope = hessian.Row(shape.A(j)).Slice(shape.U(j), shape.InputDimension + 1).ToArray();
            var vanishes = MassMayMove(j);
            for (var k = 0; k <= shape.InputDimension; k++)
            {
                var direction = Direction((shape.U(j) + k, 1));
                if (!vanishes)
                {
                    var share = slope[k] / Vectors.Dot(slope, slope);
                    Vectors.AddScaled(direction.AsSpan(shape.U(j), slope.Length), -share, slope);
                }

                yield return direction;
            }
        }

        private IEnumerable<double[]> Constant(int j)
        {
            var (value, first, _) = landscape.Activation.Evaluate(theta[shape.B(j)]);
            if (Math.Abs(first) > redundancyTolerance || BiasMayMove(j))
            {
                yield return Direction((shape.B(j), 1), (shape.Beta, -theta[shape.A(j)] * first));
            }

            if (MassMayMove(j))
            {
                yield return Direction((shape.A(j), 1), (shape.Beta, -value));
            }
        }

        private IEnumerable<double[]> Duplicate(int i, int j)
        {
            if (neurons.DuplicateSign(i, j) is not { } sign || !MassMayMove(i))
            {
                yield break;
            }

            var mirror = Mirror.Of(landscape.Activation.Symmetry, sign)!.Value;
            yield return Direction((shape.A(i), 1), (shape.A(j), -mirror.Factor), (shape.Beta, mirror.Factor * mirror.Constant));
        }

        /// <summary>
        /// Whether E[r x] = 0 for a neuron with w_j = 0. That holds at a critical point if a_j psi'(b_j) != 0; where psi'(b_j) = 0 it is measured by the
        /// Hessian's (b_j, w_j) block, which is then 2 a_j psi''(b_j) E[r x]: unless it vanishes, moving b_j leaves the critical set.
        /// </summary>
        private bool BiasMayMove(int j) => Vectors.Norm(hessian.Row(shape.B(j)).Slice(shape.U(j), shape.InputDimension)) <= nullTolerance;

        /// <summary>
        /// Whether p_j = 0. That holds at a critical point if a_j != 0; at a dead neuron p_j is the Hessian's (a_j, u_j) block and is measured.
        /// </summary>
        private bool MassMayMove(int j) =>
            !neurons.IsDead(j) || Vectors.Norm(hessian.Row(shape.A(j)).Slice(shape.U(j), shape.InputDimension + 1)) <= nullTolerance;

        private double[] Direction(params ReadOnlySpan<(int Index, double Value)> entries)
        {
            var direction = new double[shape.ParameterCount];
            foreach (var (index, value) in entries)
            {
                direction[index] += value;
            }

            return direction;
        }
    }
}
