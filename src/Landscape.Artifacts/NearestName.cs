namespace Landscape.Artifacts;

/// <summary>Finds the name that a user most likely meant, for error messages.</summary>
public static class NearestName
{
    /// <summary>
    /// The candidate with the smallest Levenshtein distance to a name (insertions, deletions, substitutions), the first of equals; null
    /// if even that one would change more than half of the name's letters.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        var nearest = candidates.Select(candidate => (Name: candidate, Distance: Distance(name, candidate))).MinBy(pair => pair.Distance);
        return nearest.Name is not null && 2 * nearest.Distance <= Math.Max(name.Length, nearest.Name.Length) ? nearest.Name : null;
    }

    /// <summary><c>"; did you mean 'x'?"</c>, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
