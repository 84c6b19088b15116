using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>Which minima hang together, on passes so few that the tree can be drawn by hand.</summary>
public sealed class DisconnectivityTests
{
    private static readonly Leaf[] Minima = [new(0, 1), new(1, 2), new(2, 1.5), new(3, 4)];

    [Fact]
    public void Minima_merge_at_the_lowest_pass_and_others_stay_roots()
    {
        // 0 and 1 meet at 3 (not at 5), 2 joins them at 4; 3 is alone.
        var roots = DisconnectivityTree.Of(Minima, [new(5, 0, 1), new(3, 1, 0), new(4, 1, 2), new(4.5, 0, 2)]);

        Assert.Equal([4, 4.0], roots.Select(r => r.Bottom));
        Assert.Equal((null, (long?)3), (roots[0].Minimum, roots[1].Minimum));
        var pair = roots[0].Children[0];
        Assert.Equal((3, 1.5), (pair.Bottom, roots[0].Children[1].Bottom));
        Assert.Equal([0, (long?)1], pair.Children.Select(c => c.Minimum)); // the lowest first
    }

    [Fact]
    public void The_lowest_way_to_infinity_is_marked_on_the_basin_that_it_leaves()
    {
        // From 1 at 2.5, before it merges at 3: later ones, of the merged basin or of 1, are no longer the lowest. From 2 there is none; from 3 at 6.
        var roots = DisconnectivityTree.Of(Minima, [new(3, 0, 1), new(2.5, 1, null), new(7, null, 0), new(6, null, 3), new(8, 3, null)]);

        var merged = roots.Single(r => r.Children.Count == 2);
        Assert.Null(merged.Escape);
        Assert.Equal([null, 2.5], merged.Children.Select(c => c.Escape));
        Assert.Null(roots.Single(r => r.Minimum == 2).Escape);
        Assert.Equal(6, roots.Single(r => r.Minimum == 3).Escape);
    }

    [Fact]
    public void A_pass_that_leads_back_or_from_infinity_to_infinity_joins_nothing()
    {
        var roots = DisconnectivityTree.Of(Minima, [new(9, 1, 1), new(9, null, null)]);

        Assert.Equal([0, (long?)2, 1, 3], roots.Select(r => r.Minimum));
        Assert.All(roots, r => Assert.Null(r.Escape));
    }
}
