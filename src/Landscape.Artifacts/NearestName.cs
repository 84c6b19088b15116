namespace Landscape.Artifacts;

/// <summary>Finds the name that was probably meant, for error messages.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the smallest optimal-string-alignment distance (Damerau 1964, DOI 10.1145/363958.363994: insertions, deletions,
    /// substitutions and swaps of neighbours count 1), letter case ignored; none when more than a third of the word, and at least 2, would change.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(written);
        var limit = Math.Max(2, written.Length / 3);
        return candidates
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(found => found.Distance <= limit && found.Distance < found.Name.Length)
            .OrderBy(found => found.Distance)
            .ThenBy(found => found.Name, StringComparer.Ordinal)
            .Select(found => found.Name)
            .FirstOrDefault();
    }

    /// <summary>The end of an error message: the choices, then the nearest one if there is any.</summary>
    public static string Hint(string written, IReadOnlyCollection<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var nearest = Of(written, candidates);
        var choices = candidates.Count switch { 0 => "nothing is allowed here", 1 => $"expected {candidates.First()}", _ => $"expected one of {string.Join(", ", candidates)}" };
        return nearest is null ? choices : $"{choices}; did you mean '{nearest}'?";
    }

    /// <summary>d(i, j) = min(d(i-1, j) + 1, d(i, j-1) + 1, d(i-1, j-1) + [a_i != b_j], d(i-2, j-2) + 1 if the last two letters are swapped).</summary>
    private static int Distance(string a, string b)
    {
        var (beforeLast, last) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray());
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }
}
