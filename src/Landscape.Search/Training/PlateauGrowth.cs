namespace Landscape.Search;

/// <summary>
/// Evidence from any descending path that theta runs to infinity along a power law J = J* + c |theta|^-p, the typical case: two neurons merge
/// while their output weights grow with opposite signs, p = 2. Marks stand wherever |theta| first exceeds sqrt(2) times the last mark.
/// With D1, D2 the falls of J over the last but one and the last doubling of |theta|, evidence is complete when
/// (1) D1 + D2 &lt;= PlateauTolerance * max(J, PlateauTolerance * scale): the norm grew fourfold on a plateau;
/// (2) sqrt(2) &lt;= D1 / D2 &lt;= 64, that is 1/2 &lt;= p &lt;= 6: towards a finite minimum D1 / D2 falls to 1 or less before it is reached, and an
/// exponential approach, which may still end at a far minimum, has larger ratios.
/// </summary>
/// <param name="criteria">Has the plateau tolerance.</param>
public sealed class PlateauGrowth(StoppingCriteria criteria)
{
    private const double LeastRatio = 1.4142135623730951;
    private const double LargestRatio = 64;

    private readonly List<(double Norm, double Value)> marks = [];

    /// <summary>Offers the next iterate. The evidence in words if it is complete there, else null.</summary>
    public string? Add(ISmoothFunction function, Iterate at)
    {
        var norm = at.ParameterNorm;
        if (marks.Count > 0 && norm * norm < 2 * marks[^1].Norm * marks[^1].Norm)
        {
            return null;
        }

        marks.Add((norm, at.Value));
        if (marks.Count < 5)
        {
            return null;
        }

        var (first, middle, last) = (marks[^5], marks[^3], marks[^1]);
        var (earlier, later) = (first.Value - middle.Value, middle.Value - last.Value);
        var plateau = criteria.PlateauTolerance * criteria.PlateauValue(function, at);
        return earlier + later <= plateau && later > 0 && earlier >= LeastRatio * later && earlier <= LargestRatio * later
            ? $"power law: |theta| {first.Norm:g4} -> {last.Norm:g4} while the risk fell by {earlier:g3} and {later:g3} to {last.Value:g6}"
            : null;
    }
}
