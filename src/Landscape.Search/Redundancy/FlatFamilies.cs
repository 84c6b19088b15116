using Landscape.Models;

namespace Landscape.Search;

/// <summary>What happens at a distance from a redundant point along one of its families.</summary>
/// <param name="Kind">Deactivation, bias or duplication.</param>
/// <param name="Neuron">j.</param>
/// <param name="Partner">i of a duplication, else null.</param>
/// <param name="Displacement">How far the free parameter was moved.</param>
/// <param name="RiskChange">Largest |J - J(theta)| over the directions of the family, both ways.</param>
/// <param name="GradientNorm">Largest max-norm gradient there.</param>
public sealed record FamilyStep(RedundancyKinds Kind, int Neuron, int? Partner, double Displacement, double RiskChange, double GradientNorm);

/// <summary>
/// Claim A2: walks along the families of equal risk through a point that lies exactly on redundancy sets. With h the displacement,
/// <list type="bullet">
/// <item>deactivation (a_j = 0): u_j moves by h along each of its d + 1 axes;</item>
/// <item>bias (w_j = 0): b_j moves by h and beta by -a_j (psi(b_j + h) - psi(b_j)); and a_j moves by h and beta by -h psi(b_j);</item>
/// <item>duplication (u_j = s u_i, psi(s z) = c + f psi(z)): a_i moves by h, a_j by -f h and beta by f c h.</item>
/// </list>
/// The risk is constant on all of it. The gradient stays 0 where the family consists of critical points: for bias and duplication always (if psi' is nowhere 0), for a
/// dead neuron only where E[r psi(z_j)] stays 0. So near a local minimum, whose family is of local minima, it must.
/// </summary>
public static class FlatFamilies
{
    /// <summary>The steps of every family, in order of neuron, kind and displacement.</summary>
    /// <param name="landscape">The landscape.</param>
    /// <param name="theta">P parameters, exactly on the redundancy sets (<see cref="CoreExtension"/>).</param>
    /// <param name="displacements">Positive distances.</param>
    /// <param name="tolerance">Largest distance that counts as zero (<see cref="RedundancyDistances"/>).</param>
    public static IEnumerable<FamilyStep> Walk(
        RiskLandscape landscape, double[] theta, IReadOnlyList<double> displacements, double tolerance = RedundancyDistances.Tolerance)
    {
        var risk = landscape.Risk(theta);
        return Families(landscape, theta, tolerance).SelectMany(family => displacements.Select(h => Step(landscape, theta, risk, family, h)));
    }

    private static IEnumerable<Family> Families(RiskLandscape landscape, double[] theta, double tolerance)
    {
        var neurons = new NeuronGeometry(landscape, theta, tolerance);
        for (var j = 0; j < landscape.Shape.Width; j++)
        {
            if (neurons.IsDead(j))
            {
                yield return new Family(RedundancyKinds.Deactivation, j, null, [.. Enumerable.Range(0, landscape.Shape.InputDimension + 1).Select(k => DeadMove(landscape.Shape, j, k))]);
            }

            if (neurons.IsConstant(j))
            {
                yield return new Family(RedundancyKinds.Bias, j, null, [BiasMove(landscape, j), WeightMove(landscape, j)]);
            }

            for (var i = 0; i < j; i++)
            {
                if (neurons.DuplicateSign(i, j) is { } sign)
                {
                    yield return new Family(RedundancyKinds.Duplication, j, i, [ShareMove(landscape, i, j, sign)]);
                }
            }
        }
    }

    private static Action<double[], double> DeadMove(NetworkShape shape, int j, int k) => (theta, h) => theta[shape.U(j) + k] += h;

    private static Action<double[], double> BiasMove(RiskLandscape landscape, int j) => (theta, h) =>
    {
        var (shape, before) = (landscape.Shape, landscape.Activation.Evaluate(theta[landscape.Shape.B(j)]).Value);
        theta[shape.B(j)] += h;
        theta[shape.Beta] -= theta[shape.A(j)] * (landscape.Activation.Evaluate(theta[shape.B(j)]).Value - before);
    };

    private static Action<double[], double> WeightMove(RiskLandscape landscape, int j) => (theta, h) =>
    {
        theta[landscape.Shape.A(j)] += h;
        theta[landscape.Shape.Beta] -= h * landscape.Activation.Evaluate(theta[landscape.Shape.B(j)]).Value;
    };

    private static Action<double[], double> ShareMove(RiskLandscape landscape, int i, int j, int sign)
    {
        var (shape, mirror) = (landscape.Shape, Mirror.Of(landscape.Activation.Symmetry, sign)!.Value);
        return (theta, h) =>
        {
            theta[shape.A(i)] += h;
            theta[shape.A(j)] -= mirror.Factor * h;
            theta[shape.Beta] += mirror.Factor * mirror.Constant * h;
        };
    }

    private static FamilyStep Step(RiskLandscape landscape, double[] theta, double risk, Family family, double displacement)
    {
        var (change, norm) = (0.0, 0.0);
        var gradient = new double[theta.Length];
        foreach (var move in family.Moves)
        {
            foreach (var h in (ReadOnlySpan<double>)[displacement, -displacement])
            {
                var moved = (double[])theta.Clone();
                move(moved, h);
                change = Math.Max(change, Math.Abs(landscape.RiskGradient(moved, gradient) - risk));
                norm = Math.Max(norm, Vectors.MaxNorm(gradient));
            }
        }

        return new FamilyStep(family.Kind, family.Neuron, family.Partner, displacement, change, norm);
    }

    /// <summary>A family: the ways to move along it, each changing theta in place.</summary>
    private sealed record Family(RedundancyKinds Kind, int Neuron, int? Partner, Action<double[], double>[] Moves);
}
