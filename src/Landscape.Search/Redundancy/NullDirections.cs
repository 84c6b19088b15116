using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// The null directions of the Hessian that redundancy predicts at a critical point: tangents of the families of critical points through it.
/// With p_j = 2 E[r psi'(z_j) x~], which is 0 where a_j != 0 because the derivative by u_j is a_j p_j:
/// <list type="bullet">
/// <item>deactivation, a_j = 0: u_j moves in the directions v with p_j . v = 0. (Moving u_j anywhere keeps the risk, but leaves the
/// critical set E[r psi(z_j)] = 0 along p_j: there H couples u_j and a_j, with one positive and one negative eigenvalue.)</item>
/// <item>bias, w_j = 0: b_j moves and beta by -a_j psi'(b_j); and, if p_j = 0, a_j moves and beta by -psi(b_j).</item>
/// <item>duplication, u_i = s u_j: if p_i = 0, a_i moves by 1 and a_j by -s (odd activations and s = 1); for the logistic function and
/// s = -1, psi(z_i) = 1 - psi(z_j): a_i and a_j both move by 1, beta by -1.</item>
/// </list>
/// </summary>
public static class NullDirections
{
    // p_j counts as zero below this share of 2 sqrt(E r^2) sqrt(E |psi' x~|^2), its bound by Cauchy-Schwarz: where a_j != 0 the polish
    // leaves a_j p_j at 1e-13, and |a_j| > 1e-6 (else it counts as dead), so p_j is below 1e-7.
    private const double SlopeTolerance = 1e-6;

    // Directions have norm at least 1 before projections; one whose rest is below this depends on the others.
    private const double DependenceTolerance = 1e-6;

    /// <summary>An orthonormal basis of the predicted null directions; empty at an efficient point.</summary>
    /// <param name="landscape">The landscape.</param>
    /// <param name="theta">A redundant critical point, P.</param>
    /// <returns>Unit vectors, P each.</returns>
    public static IReadOnlyList<double[]> At(RiskLandscape landscape, ReadOnlySpan<double> theta)
    {
        var point = new Point(landscape, theta.ToArray());
        var basis = new List<double[]>();
        for (var j = 0; j < landscape.Shape.Width; j++)
        {
            var directions = (point.IsDead(j) ? point.Dead(j) : []).Concat(point.IsConstant(j) ? point.Constant(j) : []);
            foreach (var direction in directions.Concat(Enumerable.Range(0, j).SelectMany(i => point.Duplicate(i, j))))
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
        private readonly double[] residuals;

        public Point(RiskLandscape landscape, double[] theta)
        {
            this.landscape = landscape;
            this.theta = theta;
            shape = landscape.Shape;
            neurons = new NeuronGeometry(landscape, theta);
            residuals = [.. Enumerable.Range(0, landscape.Sample.Count).Select(Residual)];
        }

        public bool IsDead(int j) => neurons.Deactivation(j) <= RedundancyDistances.Tolerance;

        public bool IsConstant(int j) => neurons.Bias(j) <= RedundancyDistances.Tolerance;

        public IEnumerable<double[]> Dead(int j)
        {
            var (slope, vanishes) = Slope(j);
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

        public IEnumerable<double[]> Constant(int j)
        {
            var (value, first, _) = landscape.Activation.Evaluate(theta[shape.B(j)]);
            yield return Direction((shape.B(j), 1), (shape.Beta, -theta[shape.A(j)] * first));
            if (Slope(j).Vanishes)
            {
                yield return Direction((shape.A(j), 1), (shape.Beta, -value));
            }
        }

        public IEnumerable<double[]> Duplicate(int i, int j)
        {
            var (distance, sign) = neurons.Duplication(i, j);
            if (distance > RedundancyDistances.Tolerance || !Slope(i).Vanishes)
            {
                yield break;
            }

            yield return sign < 0 && landscape.Activation.Symmetry == ActivationSymmetry.Logistic
                ? Direction((shape.A(i), 1), (shape.A(j), 1), (shape.Beta, -1))
                : Direction((shape.A(i), 1), (shape.A(j), -sign));
        }

        /// <summary>p_j, d + 1, and whether it is zero to rounding.</summary>
        private (double[] Value, bool Vanishes) Slope(int j)
        {
            var slope = new double[shape.InputDimension + 1];
            var (risk, square) = (0.0, 0.0);
            for (var s = 0; s < residuals.Length; s++)
            {
                var weight = landscape.Sample.Weights[s];
                var first = landscape.Activation.Evaluate(neurons.PreActivation(j)[s]).First;
                double[] extended = [.. landscape.Sample.Nodes.Row(s), 1];
                Vectors.AddScaled(slope, 2 * weight * residuals[s] * first, extended);
                risk += weight * residuals[s] * residuals[s];
                square += weight * first * first * Vectors.Dot(extended, extended);
            }

            return (slope, Vectors.Norm(slope) <= SlopeTolerance * 2 * Math.Sqrt(risk * square));
        }

        private double Residual(int s)
        {
            var value = theta[shape.Beta] - landscape.Sample.Targets[s];
            for (var j = 0; j < shape.Width; j++)
            {
                value += theta[shape.A(j)] * landscape.Activation.Evaluate(neurons.PreActivation(j)[s]).Value;
            }

            return value;
        }

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
