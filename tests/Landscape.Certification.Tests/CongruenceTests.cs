using FsCheck;
using FsCheck.Fluent;
using Landscape.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>Enclosures of L M L^T against the exact product in integers.</summary>
public class CongruenceTests
{
    // Mantissas of 20 bits and exponents from 2^-40 to 2^40: terms of a sum cancel and differ by up to 80 binary orders.
    private static readonly Gen<double> Entry = Gen.Choose(-1_000_000, 1_000_000).Zip(Gen.Choose(-40, 40)).Select(p => Math.ScaleB(p.Item1 / 3.0, p.Item2 - 20));

    // Radii from 0 to 2^20, at both ends of which a member is taken.
    private static readonly Gen<double> Radius = Gen.Choose(0, 1000).Zip(Gen.Choose(-60, 10)).Select(p => Math.ScaleB(p.Item1, p.Item2));

    [Fact]
    public void A_congruence_contains_the_exact_product_of_every_corner() =>
        Prop.ForAll(Gen.Choose(1, 5).SelectMany(Problem).ToArbitrary(), problem =>
        {
            var (size, left, centres, radii, corner) = problem;
            var intervals = new IntervalMatrix(size);
            var member = new Dyadic[size, size];
            for (var p = 0; p < size * size; p++)
            {
                intervals[p / size, p % size] = Interval.Around(centres[p], radii[p]);
                member[p / size, p % size] = Dyadic.Of(corner[p] == 0 ? intervals[p / size, p % size].Lower : intervals[p / size, p % size].Upper);
            }

            var matrix = new Matrix(size, size);
            left.CopyTo(matrix.Data, 0);
            var congruent = intervals.CongruentBy(matrix);
            for (var p = 0; p < size * size; p++)
            {
                Assert.True(Exact(matrix, member, p / size, p % size).IsIn(congruent[p / size, p % size]));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_congruence_of_a_point_matrix_is_wide_by_rounding_only()
    {
        var matrix = new Matrix(2, 2);
        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]) = (0.1, 0.2, 0.3, -0.4);
        var congruent = IntervalMatrix.Identity(2).CongruentBy(matrix);
        // L L^T = (0.05, -0.05; -0.05, 0.25); the stated bound is 3 * 2 u |L| |L|^T on either side, at most 6 * 1.2e-16 * 0.25, and a rounding of the ends.
        Assert.All(new[] { (0, 0, 0.05), (0, 1, -0.05), (1, 1, 0.25) }, e =>
        {
            Assert.True(congruent[e.Item1, e.Item2].Contains(e.Item3));
            Assert.InRange(congruent[e.Item1, e.Item2].Upper - congruent[e.Item1, e.Item2].Lower, 0, 5e-16);
        });
    }

    [Fact]
    public void An_unbounded_entry_makes_no_entry_of_its_congruence_look_bounded()
    {
        var intervals = IntervalMatrix.Identity(2);
        intervals[0, 1] = Interval.Entire;
        var matrix = new Matrix(2, 2);
        (matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]) = (1, 1, 1, -1);
        var congruent = intervals.CongruentBy(matrix);
        Assert.False(congruent[0, 0].Mignitude > 0);
        Assert.False(double.IsFinite(congruent[0, 0].Magnitude));
    }

    private static Gen<(int Size, double[] Left, double[] Centres, double[] Radii, int[] Corner)> Problem(int size) =>
        from left in Entry.ArrayOf(size * size)
        from centres in Entry.ArrayOf(size * size)
        from radii in Radius.ArrayOf(size * size)
        from corner in Gen.Choose(0, 1).ArrayOf(size * size)
        select (size, left, centres, radii, corner);

    private static Dyadic Exact(Matrix left, Dyadic[,] member, int i, int j)
    {
        var sum = Dyadic.Of(0);
        for (var k = 0; k < left.Rows; k++)
        {
            for (var l = 0; l < left.Rows; l++)
            {
                sum += Dyadic.Of(left[i, k]) * member[k, l] * Dyadic.Of(left[j, l]);
            }
        }

        return sum;
    }
}
