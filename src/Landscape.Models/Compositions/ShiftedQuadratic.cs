namespace Landscape.Models;

/// <summary>f(z) = (z - a)^2 / 2.</summary>
/// <param name="a">The minimum.</param>
public sealed class ShiftedQuadratic(double a) : ScalarCost("shifted-quadratic")
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> CriticalPoints { get; } = [a];

    /// <inheritdoc/>
    public override double Value(double z) => (z - a) * (z - a) / 2;

    /// <inheritdoc/>
    public override double First(double z) => z - a;

    /// <inheritdoc/>
    public override double Second(double z) => 1;
}
