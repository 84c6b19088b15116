using FsCheck;
using FsCheck.Fluent;
using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>Level sets against areas that are known.</summary>
public sealed class ContourTests
{
    [Theory]
    [InlineData(10.0)]
    [InlineData(17.5)]
    public void The_region_below_a_level_of_a_paraboloid_is_a_disc(double radius)
    {
        var ring = Assert.Single(Squares(41, 20, 20).Below(radius * radius));

        Assert.All(ring, p => Assert.Equal(radius, Math.Sqrt(((p.X - 20) * (p.X - 20)) + ((p.Y - 20) * (p.Y - 20))), 0.02)); // linear interpolation errs by h^2 f'' / (8 |f'|) = 1 / (8 r) at most
        Assert.Equal(Math.PI * radius * radius, Area(ring), 0.01 * radius * radius);
    }

    [Fact]
    public void A_hole_is_a_ring_of_its_own_that_runs_the_other_way()
    {
        // Outside of the disc of radius 10: the whole grid, 40 x 40, minus the disc.
        var values = new double[41, 41];
        Fill(values, (i, j) => -(((i - 20.0) * (i - 20)) + ((j - 20) * (j - 20))));
        var rings = new Contours(values).Below(-100);

        Assert.Equal(2, rings.Count);
        Assert.Equal(1600 - (Math.PI * 100), rings.Sum(Area), 1.0);
        Assert.Contains(rings, r => Area(r) < 0);
    }

    [Fact]
    public void A_region_that_the_grid_cuts_off_closes_along_the_border()
    {
        // x + y <= 20.5 on 0..20 squared: half of the square and a little more, 200 + 20 * 0.5 - 0.5^2 / 2 ... = 400 - 19.5^2 / 2.
        var values = new double[21, 21];
        Fill(values, (i, j) => i + j);

        Assert.Equal(400 - (19.5 * 19.5 / 2), Area(Assert.Single(new Contours(values).Below(20.5))), 1e-9);
    }

    [Fact]
    public void Nothing_is_below_the_minimum_and_everything_below_the_maximum()
    {
        Assert.Empty(Squares(11, 5, 5).Below(-1));
        Assert.Equal(100, Area(Assert.Single(Squares(11, 5, 5).Below(50))), 1e-12);
    }

    [Fact]
    public void Whatever_the_values_rings_are_closed_and_their_areas_add_up_to_that_of_the_complement() =>
        // The complement of {f <= 0.3} is {-f <= -0.3}: values are integers and means of corners quarters, so none is on the level and both decide alternating corners alike.
        Prop.ForAll(Gen.Choose(-100, 100).ArrayOf(36).ToArbitrary(), numbers =>
        {
            var (values, mirrored) = (new double[6, 6], new double[6, 6]);
            Fill(values, (i, j) => numbers[(6 * i) + j]);
            Fill(mirrored, (i, j) => -numbers[(6 * i) + j]);
            Assert.Equal(25, new Contours(values).Below(0.3).Sum(Area) + new Contours(mirrored).Below(-0.3).Sum(Area), 1e-9);
        }).QuickCheckThrowOnFailure();

    private static Contours Squares(int nodes, double x, double y)
    {
        var values = new double[nodes, nodes];
        Fill(values, (i, j) => ((i - x) * (i - x)) + ((j - y) * (j - y)));
        return new Contours(values);
    }

    private static void Fill(double[,] values, Func<int, int, double> f)
    {
        for (var i = 0; i < values.GetLength(0); i++)
        {
            for (var j = 0; j < values.GetLength(1); j++)
            {
                values[i, j] = f(i, j);
            }
        }
    }

    /// <summary>The signed area, positive with the region on the left (shoelace formula).</summary>
    private static double Area(IReadOnlyList<(double X, double Y)> ring) =>
        ring.Zip(ring.Skip(1).Append(ring[0]), (p, q) => ((p.X * q.Y) - (q.X * p.Y)) / 2).Sum();
}
