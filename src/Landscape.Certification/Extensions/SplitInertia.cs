using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Certification;

/// <summary>
/// Claim A6 at a certified critical point: neuron j split into (u_j, gamma a_j) and (u_j, (1 - gamma) a_j) gives a critical point with
///     inertia(H_split) = inertia(H) + inertia(gamma (1 - gamma) B_j) + one zero,   B_j = E[r a_j psi''(z_j) x~ x~^T]
/// (Fukumizu and Amari 2000, DOI 10.1016/S0893-6080(00)00009-5). Both sides are proved, and compared as integers:
/// left: J is constant along k = (1 by the first weight, -1 by the second), and H_split k = 0 at the split of the exact critical point: by every parameter the Gauss-Newton terms
/// of the two weights are equal, and the curvature terms are +-2 E[r psi'(z_j) x~], which is 0 there since it is the gradient by u_j over a_j, a_j != 0. Parameters without the
/// second weight span a complement of k, so that H_split has the inertia of its rows and columns without that weight, plus one zero; that matrix is enclosed over the box that
/// contains the critical point and its inertia proved (<see cref="Inertia"/>). Right: the index that the point's certificate proves, and the enclosed B_j.
/// Where a proof fails (B_j is singular to rounding at a risk of 0) the split is undecided: eigenvalues up to the tolerance of the second-order model count as zero.
/// </summary>
public sealed class SplitInertia
{
    private readonly RiskLandscape narrow;
    private readonly RiskLandscape wide;
    private readonly double[] theta;
    private readonly int? index;
    private readonly CurvatureMoments moments;
    private readonly (double[] Eigenvalues, Inertia? Proof)[] inner;

    /// <summary>The splits of a certified efficient critical point: no a_j of the box is 0.</summary>
    /// <param name="landscape">The landscape of the point, without a ridge.</param>
    /// <param name="centre">Centre of the box that contains the critical point, P.</param>
    /// <param name="radius">The box's radius.</param>
    /// <param name="index">Its proven Morse index, or null.</param>
    /// <exception cref="ArgumentException">The landscape has a ridge (weights that share an output then cost less: the split is not critical), or no enclosure of the activation exists.</exception>
    public SplitInertia(RiskLandscape landscape, double[] centre, double radius, int? index)
    {
        if (landscape.Ridge > 0 || ActivationEnclosure.Of(landscape.Activation) is not { } activation)
        {
            throw new ArgumentException($"splits need a certified point of a risk without ridge, not {landscape.Activation.Name} with ridge {landscape.Ridge:R}");
        }

        (narrow, theta, this.index) = (landscape, centre, index);
        wide = new RiskLandscape(landscape.Sample, landscape.Activation, landscape.Width + 1);
        moments = new CurvatureMoments(landscape.Sample, landscape.Shape, activation, Krawczyk.Box(centre, radius));
        inner = [.. Enumerable.Range(0, landscape.Width).Select(j => Inner(moments.InnerHessian(j)))];
    }

    /// <summary>Both sides at a split.</summary>
    /// <param name="neuron">j.</param>
    /// <param name="gamma">Neither 0 nor 1.</param>
    public InertiaComparison Of(int neuron, double gamma)
    {
        var split = NeuronSplit.Of(narrow.Shape, theta, neuron, gamma, new double[narrow.Shape.InputDimension + 1]);
        var hessian = new Matrix(split.Length, split.Length);
        wide.RiskGradientHessian(split, new double[split.Length], hessian);
        var left = Inertia.Prove(moments.SplitHessian(neuron, gamma), SymmetricEigen.Decompose(Without(hessian, wide.Shape.A(narrow.Width))));
        var (eigenvalues, right) = inner[neuron];
        return left is not null && right is not null && index is { } proven
            ? new InertiaComparison(
                Regular(wide.ParameterCount - 1, left.Index) + OneZero,
                Regular(narrow.ParameterCount, proven) + Regular(eigenvalues.Length, right.Index).Times(gamma * (1 - gamma)) + OneZero,
                true)
            : Undecided(split, [.. eigenvalues.Select(l => gamma * (1 - gamma) * l)]);
    }

    private static InertiaCount OneZero => new(0, 1, 0);

    private static InertiaCount Regular(int size, int index) => InertiaCount.Regular(size, index);

    private InertiaComparison Undecided(double[] split, double[] scaledInner)
    {
        var model = SpectralModel.At(new RiskFunction(wide), split);
        var own = index is { } proven
            ? Regular(narrow.ParameterCount, proven)
            : InertiaCount.Of(SpectralModel.At(new RiskFunction(narrow), theta).Eigenvalues, model.NullTolerance);
        return new(
            InertiaCount.Of(model.Eigenvalues, model.NullTolerance), own + InertiaCount.Of(scaledInner, model.NullTolerance) + OneZero, false);
    }

    private static (double[] Eigenvalues, Inertia? Proof) Inner(IntervalMatrix inner)
    {
        var eigen = SymmetricEigen.Decompose(Middle(inner));
        return (eigen.Values, Inertia.Prove(inner, eigen));
    }

    private static Matrix Middle(IntervalMatrix intervals)
    {
        var middle = new Matrix(intervals.Size, intervals.Size);
        for (var k = 0; k < intervals.Size; k++)
        {
            for (var l = 0; l < intervals.Size; l++)
            {
                middle[k, l] = intervals[k, l].Middle;
            }
        }

        return middle;
    }

    private static Matrix Without(Matrix matrix, int removed)
    {
        int[] kept = [.. Enumerable.Range(0, matrix.Rows).Where(p => p != removed)];
        return Submatrices.Of(matrix, kept);
    }
}
