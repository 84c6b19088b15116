using FsCheck;
using FsCheck.Fluent;
using Landscape.Models;

namespace Landscape.Search.Tests.Detection;

/// <summary>Counts of orbits and embeddings against lists of them.</summary>
public class SymmetryCountTests
{
    [Theory]
    [InlineData(2, 3, 6, 12)]
    [InlineData(3, 4, 36, 60)]
    [InlineData(4, 5, 240, 360)]
    public void The_counts_of_Simsek_et_al(int r, int m, int surjections, long embeddings)
    {
        Assert.Equal(surjections, SymmetryCounts.Surjections(r, m));
        Assert.Equal(embeddings, SymmetryCounts.Embeddings(r, m, false));
    }

    [Fact]
    public void Embeddings_are_as_many_as_a_list_of_them_has_entries() =>
        Prop.ForAll(Gen.Choose(0, 4).Zip(Gen.Choose(0, 3)).Zip(Gen.Choose(1, 2)).ToArbitrary(), entry =>
        {
            var ((r, more), signs) = entry;
            Assert.Equal(Listed(r, r + more, signs, 0, 0), SymmetryCounts.Embeddings(r, r + more, signs == 2));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("tanh", 3, 48)] // 2^3 3!
    [InlineData("logistic", 2, 8)]
    [InlineData("gaussian", 2, 8)]
    [InlineData("softplus", 3, 6)]
    public void An_orbit_has_so_many_different_members(string name, int width, long size)
    {
        var symmetries = new SymmetryGroup(new NetworkShape(1, width), Activation.Named(name).Symmetry);
        Assert.Equal(size, SymmetryCounts.OrbitSize(width, symmetries.HasSigns));
        double[] theta = [.. Enumerable.Range(1, symmetries.Shape.ParameterCount).Select(i => 0.37 * i)];
        var images = from source in Permutations(width)
                     from code in Enumerable.Range(0, symmetries.HasSigns ? 1 << width : 1)
                     select string.Join(' ', symmetries.Image(theta, source, [.. Enumerable.Range(0, width).Select(j => (code >> j) % 2 == 0 ? 1 : -1)]));
        Assert.Equal(size, images.Distinct().Count());
    }

    [Fact]
    public void Counts_beyond_64_bits_are_left_out()
    {
        Assert.Equal(2432902008176640000, SymmetryCounts.OrbitSize(20, false)); // 20!
        Assert.Null(SymmetryCounts.OrbitSize(21, false));
        Assert.Null(SymmetryCounts.Embeddings(20, 21, true));
    }

    /// <summary>Neuron by neuron: a copy of one of r neurons in either sign, a member of one of the open groups in either sign relative to its first, or the first of a new group.</summary>
    private static long Listed(int r, int left, int signs, int covered, int groups) => left == 0
        ? covered == (1 << r) - 1 ? 1 : 0
        : Enumerable.Range(0, r).Sum(i => signs * Listed(r, left - 1, signs, covered | (1 << i), groups))
            + (groups * signs * Listed(r, left - 1, signs, covered, groups))
            + Listed(r, left - 1, signs, covered, groups + 1);

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(p => Enumerable.Range(0, count).Select(place => (int[])[.. p[..place], count - 1, .. p[place..]]));
}
