namespace Landscape.Pipeline;

/// <summary>The nearest valid name of a mistyped one.</summary>
public static class Suggestion
{
    /// <summary>
    /// The candidate of least edit distance (insertions, deletions, substitutions and swaps of neighbours; case does not count),
    /// the first in ordinal order among equals; null if there are no candidates.
    /// </summary>
    public static string? Nearest(string name, IEnumerable<string> candidates) =>
        candidates.Order(StringComparer.Ordinal).MinBy(c => Distance(name.ToUpperInvariant(), c.ToUpperInvariant()));

    /// <summary>Such as <c>unknown stage 'detct'; expected one of detect, train; did you mean 'detect'?</c></summary>
    public static string Unknown(string kind, string name, IReadOnlyCollection<string> candidates) =>
        candidates.Count == 0
            ? $"unknown {kind} '{name}'; there is none"
            : $"unknown {kind} '{name}'; expected one of {string.Join(", ", candidates)}; did you mean '{Nearest(name, candidates)}'?";

    /// <summary>Damerau's distance in its optimal string alignment form, row by row.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = Cell(d, a, b, i, j);
            }
        }

        return d[a.Length, b.Length];
    }

    private static int Cell(int[,] d, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var best = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        var swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swap ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
    }
}
