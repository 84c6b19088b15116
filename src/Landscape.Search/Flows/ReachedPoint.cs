using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The kinds of points at which flows of compositions end.</summary>
public enum ReachedKind
{
    /// <summary>df(Z) = 0: the composition is critical because f is.</summary>
    TargetSet,

    /// <summary>All layers are 0, df(0) is not.</summary>
    Origin,

    /// <summary>df(Z) is not 0, but the layers' ranks hide it.</summary>
    RankDeficient,

    /// <summary>The gradient is not small.</summary>
    NotCritical,
}

/// <summary>What a flow reached: the kind of point and the Hessian's spectrum there.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="GradientNorm">max abs(dg).</param>
/// <param name="Eigenvalues">The Hessian's, ascending.</param>
/// <param name="Tolerance">Eigenvalues within it count as zero.</param>
public sealed record ReachedPoint(ReachedKind Kind, double GradientNorm, double[] Eigenvalues, double Tolerance)
{
    // The flow stops short of the point by about gradient / rate; eigenvalues move in proportion.
    private const double NullShare = 1e-6;
    private const double NullFloor = 1e-7;

    // Of df(Z) and of the layers, where the gradient is small: well above what the stop leaves, well below what a point of the other kind has.
    private const double SmallSlope = 1e-5;
    private const double SmallLayers = 1e-2;

    /// <summary>Number of eigenvalues below -tolerance; positive at a strict saddle.</summary>
    public int MorseIndex => Eigenvalues.Count(e => e < -Tolerance);

    /// <summary>Number of eigenvalues within the tolerance.</summary>
    public int Nullity => Eigenvalues.Count(e => Math.Abs(e) <= Tolerance);

    /// <summary>The smallest eigenvalue above the tolerance: the rate at which the flow ends; nothing if there is none.</summary>
    public double? SlowestRate => Eigenvalues.Any(e => e > Tolerance) ? Eigenvalues.First(e => e > Tolerance) : null;

    /// <summary>Looks at a point.</summary>
    /// <param name="composition">g.</param>
    /// <param name="theta">The point.</param>
    /// <param name="criticalGradient">max abs(dg) up to which it counts as critical.</param>
    public static ReachedPoint At(Composition composition, ReadOnlySpan<double> theta, double criticalGradient)
    {
        var gradient = new double[composition.Dimension];
        composition.Gradient(theta, gradient);
        var norm = Vectors.MaxNorm(gradient);
        var eigenvalues = SymmetricEigen.ValuesOf(composition.Hessian(theta));
        var largest = Math.Max(Math.Abs(eigenvalues[0]), Math.Abs(eigenvalues[^1]));
        var kind = norm <= criticalGradient ? KindOf(composition, theta) : ReachedKind.NotCritical;
        return new ReachedPoint(kind, norm, eigenvalues, NullFloor + (NullShare * largest));
    }

    private static ReachedKind KindOf(Composition composition, ReadOnlySpan<double> theta)
    {
        var z = composition.Product(theta);
        var slope = new Matrix(z.Rows, z.Columns);
        composition.Cost.Gradient(z, slope);
        if (Vectors.MaxNorm(slope.Data) <= SmallSlope)
        {
            return ReachedKind.TargetSet;
        }

        return Vectors.MaxNorm(theta) <= SmallLayers ? ReachedKind.Origin : ReachedKind.RankDeficient;
    }
}
