namespace Landscape.Search;

/// <summary>
/// A root of a continuous function within a bracket by false position with the Illinois rule (Dowell and Jarratt 1971, DOI 10.1007/BF01934364): the
/// chord's root replaces the end of equal sign, and an end that stays twice has its value halved. Bisection takes over should that be slow.
/// </summary>
public static class RootBracket
{
    private const int FalsePositions = 30;
    private const int Limit = 200;

    /// <summary>The point where the function has fallen to zero: not positive there, positive a few ulp before.</summary>
    /// <param name="function">Positive at <paramref name="low"/>, not positive at <paramref name="high"/>.</param>
    /// <param name="low">One end.</param>
    /// <param name="high">The other, beyond low.</param>
    public static double Find(Func<double, double> function, double low, double high)
    {
        var (atLow, atHigh, side) = (function(low), function(high), 0);
        for (var i = 0; i < Limit && high - low > 4 * 2.220446049250313e-16 * Math.Abs(high); i++)
        {
            var chord = low + ((high - low) * (atLow / (atLow - atHigh)));
            var middle = i < FalsePositions && chord > low && chord < high ? chord : low + ((high - low) / 2);
            var value = function(middle);
            if (value > 0)
            {
                (low, atLow) = (middle, value);
                atHigh = side > 0 ? atHigh / 2 : atHigh;
                side = 1;
            }
            else
            {
                (high, atHigh) = (middle, value);
                atLow = side < 0 ? atLow / 2 : atLow;
                side = -1;
            }

            if (value == 0)
            {
                break;
            }
        }

        return high;
    }
}
