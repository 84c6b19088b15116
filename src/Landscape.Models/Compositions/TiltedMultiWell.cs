namespace Landscape.Models;

/// <summary>
/// f'(z) = s (z + 2)(z + 1)(z - 1/4)(z - 1)(z - 2), f(0) = 0: a polynomial of degree six with wells at -2, 1/4 and 2 and barriers at -1 and 1.
/// The middle factor tilts it, so that no two wells are equally deep. Expanded: f' = s (z^2 - 4)(z^2 - 1)(z - 1/4) = s (z^4 - 5 z^2 + 4)(z - 1/4).
/// </summary>
public sealed class TiltedMultiWell() : ScalarCost("tilted-multi-well")
{
    // Curvatures of order 1 at the wells.
    private const double Scale = 0.2;

    /// <inheritdoc/>
    public override IReadOnlyList<double> CriticalPoints { get; } = [-2, -1, 0.25, 1, 2];

    /// <inheritdoc/>
    public override double Value(double z)
    {
        // The antiderivative of z^5 - z^4/4 - 5 z^3 + 5 z^2/4 + 4 z - 1.
        var sum = (z / 6) - (1.0 / 20);
        sum = (sum * z) - (5.0 / 4);
        sum = (sum * z) + (5.0 / 12);
        sum = (sum * z) + 2;
        return Scale * ((sum * z) - 1) * z;
    }

    /// <inheritdoc/>
    public override double First(double z) => Scale * (z + 2) * (z + 1) * (z - 0.25) * (z - 1) * (z - 2);

    /// <inheritdoc/>
    public override double Second(double z)
    {
        var square = z * z;
        return Scale * ((((square - 5) * square) + 4) + ((z - 0.25) * z * ((4 * square) - 10)));
    }
}
