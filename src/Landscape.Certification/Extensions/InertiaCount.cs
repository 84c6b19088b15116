namespace Landscape.Certification;

/// <summary>The inertia of a symmetric matrix: its numbers of positive, zero and negative eigenvalues. Invariant under congruence (Sylvester).</summary>
/// <param name="Positive">Positive eigenvalues.</param>
/// <param name="Zero">Zero eigenvalues.</param>
/// <param name="Negative">Negative eigenvalues.</param>
public readonly record struct InertiaCount(int Positive, int Zero, int Negative)
{
    /// <summary>The inertia of a block diagonal matrix: entry by entry.</summary>
    public static InertiaCount operator +(InertiaCount x, InertiaCount y) => new(x.Positive + y.Positive, x.Zero + y.Zero, x.Negative + y.Negative);

    /// <summary>The inertia of a regular matrix.</summary>
    /// <param name="size">Rows.</param>
    /// <param name="index">Negative eigenvalues.</param>
    public static InertiaCount Regular(int size, int index) => new(size - index, 0, index);

    /// <summary>Counts computed eigenvalues; those of at most a tolerance count as zero.</summary>
    /// <param name="eigenvalues">In any order.</param>
    /// <param name="tolerance">At least 0.</param>
    public static InertiaCount Of(IReadOnlyCollection<double> eigenvalues, double tolerance)
    {
        var (positive, negative) = (eigenvalues.Count(l => l > tolerance), eigenvalues.Count(l => l < -tolerance));
        return new(positive, eigenvalues.Count - positive - negative, negative);
    }

    /// <summary>The inertia of the matrix times a number: the signs swap for a negative one.</summary>
    /// <param name="factor">Not 0.</param>
    public InertiaCount Times(double factor) => factor > 0 ? this : new(Negative, Zero, Positive);
}

/// <summary>The inertia of an extended network's Hessian against the prediction of theory.</summary>
/// <param name="Measured">Of the Hessian of the wider network.</param>
/// <param name="Predicted">From the narrow network.</param>
/// <param name="IsDecided">Every number of both is proved by interval arithmetic; else eigenvalues within rounding of 0 were counted as zero.</param>
public sealed record InertiaComparison(InertiaCount Measured, InertiaCount Predicted, bool IsDecided)
{
    /// <summary>Three equal integers.</summary>
    public bool AreEqual => Measured == Predicted;
}
