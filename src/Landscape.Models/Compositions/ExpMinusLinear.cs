using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>f(z) = exp(z - a) - (z - a) - 1: proper, since it grows linearly to the left; its minimum is a.</summary>
/// <param name="a">The minimum.</param>
public sealed class ExpMinusLinear(double a) : ScalarCost("exp-minus-linear")
{
    /// <inheritdoc/>
    public override IReadOnlyList<double> CriticalPoints { get; } = [a];

    /// <inheritdoc/>
    public override double Value(double z) => Elementary.Exp(z - a) - (z - a) - 1;

    /// <inheritdoc/>
    public override double First(double z) => Elementary.Exp(z - a) - 1;

    /// <inheritdoc/>
    public override double Second(double z) => Elementary.Exp(z - a);
}
