namespace Landscape.Models;

/// <summary>f(z) = sqrt(1 + (z - a)^2) - 1.</summary>
/// <param name="a">The minimum.</param>
public sealed class PseudoHuber(double a) : ScalarCost("pseudo-huber")
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> CriticalPoints { get; } = [a];

    /// <inheritdoc/>
    public override double Value(double z) => Root(z) - 1;

    /// <inheritdoc/>
    public override double First(double z) => (z - a) / Root(z);

    /// <inheritdoc/>
    public override double Second(double z) => 1 / (Root(z) * Root(z) * Root(z));

    private double Root(double z) => Math.Sqrt(1 + ((z - a) * (z - a)));
}
