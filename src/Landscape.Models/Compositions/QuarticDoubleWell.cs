namespace Landscape.Models;

/// <summary>f(z) = ((z - a)^2 - 1)^2 / 4: wells at a - 1 and a + 1, a barrier at a, where f'' = -1.</summary>
/// <param name="a">The barrier's top.</param>
public sealed class QuarticDoubleWell(double a) : ScalarCost("quartic-double-well")
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> CriticalPoints { get; } = [a - 1, a, a + 1];

    /// <inheritdoc/>
    public override double Value(double z)
    {
        var square = ((z - a) * (z - a)) - 1;
        return square * square / 4;
    }

    /// <inheritdoc/>
    public override double First(double z) => (z - a) * (z - a - 1) * (z - a + 1);

    /// <inheritdoc/>
    public override double Second(double z) => (3 * (z - a) * (z - a)) - 1;
}
