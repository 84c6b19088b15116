namespace Landscape.Search;

/// <summary>
/// Evidence from a path theta(t) that it runs to infinity: displacement from decade to decade of time. Exponential convergence makes it
/// vanish, convergence to a degenerate minimum of order p shrinks it by 10^(-1/(p-2)) a decade, while J = J* + c exp(-m s) gives a factor 1
/// (s ~ log t) and J = J* + c s^-p a factor 10^(1/(p+2)). A soft but convergent mode moves linearly for a while (factor 10), and many soft
/// modes in turn can imitate a factor near 1, so this evidence alone never decides: <see cref="Runaway"/> asks Newton's method as well.
/// </summary>
/// <param name="criteria">Has the plateau tolerance.</param>
public sealed class TimeGrowth(StoppingCriteria criteria)
{
    private readonly List<(double Time, double[] Theta, double Norm, double Value, double Plateau)> marks = [];
    private double nextMark = 1;

    /// <summary>Decades whose displacements are compared.</summary>
    public const int Decades = 3;

    /// <summary>Offers the state at a time (ascending); true if it opens a new decade.</summary>
    public bool Add(ISmoothFunction function, double time, Iterate at)
    {
        if (time < nextMark)
        {
            return false;
        }

        marks.Add((time, [.. at.Theta], at.ParameterNorm, at.Value, criteria.PlateauValue(function, at)));
        nextMark = 10 * time;
        return true;
    }

    /// <summary>
    /// Over the last three decades |theta| grew in each and no displacement fell below 0.7 times the one before, and over the last decade the
    /// risk fell by at most the plateau tolerance. In words, else null.
    /// </summary>
    public string? Evidence()
    {
        if (marks.Count <= Decades)
        {
            return null;
        }

        var recent = marks.TakeLast(Decades + 1).ToArray();
        if (recent[^2].Value - recent[^1].Value > criteria.PlateauTolerance * recent[^1].Plateau)
        {
            return null;
        }

        var previous = 0.0;
        for (var i = 1; i < recent.Length; i++)
        {
            var displacement = Vectors.Norm(Vectors.Plus(recent[i].Theta, -1, recent[i - 1].Theta));
            if (recent[i].Norm <= recent[i - 1].Norm || displacement < 0.7 * previous)
            {
                return null;
            }

            previous = displacement;
        }

        return $"|theta| {recent[0].Norm:g4} -> {recent[^1].Norm:g4} while time {recent[0].Time:g3} -> {recent[^1].Time:g3}";
    }
}
