using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>f(z) = log cosh(z - a), f' = tanh(z - a), f'' = 1 / cosh^2(z - a) = 4 s'(2 (z - a)) with the logistic function s.</summary>
/// <param name="a">The minimum.</param>
public sealed class LogCosh(double a) : ScalarCost("log-cosh")
{
    private const double Ln2 = 0.6931471805599453;

    /// <inheritdoc/>
    public override IReadOnlyList<double> CriticalPoints { get; } = [a];

    /// <inheritdoc/>
    public override double Value(double z) => Math.Abs(z - a) + Elementary.Softplus(-2 * Math.Abs(z - a)) - Ln2;

    /// <inheritdoc/>
    public override double First(double z) => Elementary.Tanh(z - a);

    /// <inheritdoc/>
    public override double Second(double z)
    {
        // Not 1 - tanh^2, which would cancel far from the minimum.
        var decay = Elementary.Exp(-2 * Math.Abs(z - a));
        return 4 * decay / ((1 + decay) * (1 + decay));
    }
}
