namespace Landscape.Stages.Report;

/// <summary>A minimum as a leaf: its id and height.</summary>
internal sealed record Leaf(long Id, double Height);

/// <summary>A pass of known height between two minima; null stands for infinity, where the descent on that side went.</summary>
internal sealed record Pass(double Height, long? From, long? To);

/// <summary>A branch of the tree: a minimum, or the merged basins of its children above the pass that joins them.</summary>
/// <param name="Bottom">The minimum's height, or that of the pass.</param>
/// <param name="Children">Empty for a minimum.</param>
/// <param name="Minimum">The minimum's id, null for merged basins.</param>
internal sealed record Branch(double Bottom, IReadOnlyList<Branch> Children, long? Minimum)
{
    /// <summary>Height of the lowest pass to infinity out of this basin, as long as it is this basin.</summary>
    public double? Escape { get; set; }

    /// <summary>The basin's lowest point.</summary>
    public double Lowest => Children.Count == 0 ? Bottom : Children.Min(c => c.Lowest);
}

/// <summary>
/// The disconnectivity graph of minima and passes (Becker and Karplus 1997, DOI 10.1063/1.473299): two minima hang together at a height if a sequence
/// of passes up to that height leads from one to the other. Kruskal's algorithm: passes in ascending order, each of which merges two basins or none.
/// </summary>
internal static class DisconnectivityTree
{
    /// <summary>The roots, one for each set of minima that no pass connects to the others, lowest first.</summary>
    public static IReadOnlyList<Branch> Of(IReadOnlyList<Leaf> minima, IReadOnlyList<Pass> passes)
    {
        var basinOf = minima.ToDictionary(m => m.Id, m => new Branch(m.Height, [], m.Id));
        foreach (var pass in passes.OrderBy(p => p.Height))
        {
            var sides = new[] { pass.From, pass.To }.OfType<long>().Select(id => basinOf[id]).Distinct().ToList();
            if (sides.Count == 2)
            {
                Merge(basinOf, new Branch(pass.Height, [.. sides.OrderBy(s => s.Lowest)], null), sides);
            }
            else if (sides is [var only] && (pass.From is null || pass.To is null))
            {
                MarkEscape(only, pass.Height);
            }
        }

        return [.. basinOf.Values.Distinct().OrderBy(b => b.Lowest)];
    }

    private static void Merge(Dictionary<long, Branch> basinOf, Branch merged, List<Branch> sides)
    {
        foreach (var id in basinOf.Where(b => sides.Contains(b.Value)).Select(b => b.Key).ToList())
        {
            basinOf[id] = merged;
        }
    }

    private static void MarkEscape(Branch basin, double height) =>
        basin.Escape = HasEscape(basin) ? basin.Escape : height;

    private static bool HasEscape(Branch basin) => basin.Escape is not null || basin.Children.Any(HasEscape);
}
