using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Detection;

/// <summary>From the points of width n - 1 to those of width n: what theory predicts of splits and extensions, and that a teacher is found so.</summary>
public class HierarchyTests
{
    private static readonly SearchEffort Nothing = Landscapes.Effort with { HighestIndex = 3, IndexSearches = 0, GradientNormStarts = 0, Paths = 0, Climbs = 0 };

    public static IEnumerable<object[]> Splits =>
        from name in new[] { "tanh", "logistic", "erf", "gaussian" } from gamma in new[] { 0.5, 0.25, -0.5, 1.5 } select new object[] { name, gamma };

    public static TheoryData<string> Sigmoids => new("tanh", "logistic");

    [Theory]
    [MemberData(nameof(Splits))]
    public void Along_an_eigenvector_of_the_inner_Hessian_the_risk_of_a_split_changes_as_predicted(string name, double gamma)
    {
        var narrow = new RiskLandscape(Landscapes.Hills, Activation.Named(name), 1);
        var wide = new RiskLandscape(Landscapes.Hills, Activation.Named(name), 2);
        var minimum = Landscapes.AMinimum(narrow);
        var inner = SymmetricEigen.Decompose(NeuronSplit.InnerHessian(narrow, minimum.Theta, 0));
        var largest = inner.Values.Max(Math.Abs);
        Assert.True(largest > 1e-3, "there is a bend to be measured");
        for (var mode = 0; mode < 3; mode++)
        {
            // The mean of both sides has no odd terms: curvature + O(t^2) = 1e-6, and rounding 1e-16 / t^2 = 1e-10.
            const double t = 1e-3;
            var measured = ((Risk(t, mode) + Risk(-t, mode)) / 2 - minimum.Risk) / (t * t);
            Assert.Equal(gamma * (1 - gamma) * inner.Values[mode], measured, 1e-4 * largest);
        }

        double Risk(double t, int mode) =>
            wide.Risk(NeuronSplit.Of(narrow.Shape, minimum.Theta, 0, gamma, [.. inner.Vectors.Row(mode).ToArray().Select(v => t * v)]));
    }

    [Fact]
    public void A_split_without_separation_is_the_same_network()
    {
        double[] theta = [1.2, -0.7, 0.4, 0.9, -0.5, 1.4, -0.3, -0.8, 0.3]; // two neurons of (w_1, w_2, b, a), then beta
        var split = NeuronSplit.Of(new NetworkShape(2, 2), theta, 1, 0.25, [0, 0, 0]);
        Assert.Equal([1.2, -0.7, 0.4, 0.9, -0.5, 1.4, -0.3, -0.2, -0.5, 1.4, -0.3, -0.8 * 0.75, 0.3], split);
    }

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void A_dead_neuron_is_critical_at_the_argument_found_and_the_risk_falls_to_both_sides_as_predicted(string name)
    {
        var narrow = new RiskLandscape(Landscapes.Hills, Activation.Named(name), 1);
        var wide = new RiskLandscape(Landscapes.Hills, Activation.Named(name), 2);
        var minimum = Landscapes.AMinimum(narrow);
        var extension = new NeuronExtension(narrow, minimum.Theta);
        var starts = new StartDistribution(narrow, new StartOptions());
        var stream = Landscapes.Stream();
        var found = Enumerable.Range(0, 40).Select(_ => extension.CriticalArgument(starts.DrawArgument(stream), starts.DrawArgument(stream))).OfType<double[]>().ToList();
        Assert.True(found.Count >= 5, "E[r psi] changes its sign between many pairs");
        foreach (var u in found)
        {
            // A segment of length 20 halved 40 times, slopes below 1, and rounding of the minimum.
            Assert.InRange(SpectralModel.At(new RiskFunction(wide), NeuronExtension.Of(narrow.Shape, minimum.Theta, u, 0)).GradientNorm, 0, 1e-10);
            var (direction, fall) = extension.Descent(u)!.Value;
            Assert.Equal(1, direction[..^1].Sum(v => v * v), 1e-12);
            const double t = 1e-4; // terms of third order cancel, those of fourth are 1e-8; rounding is 1e-16 / t^2 = 1e-8
            var measured = (minimum.Risk - (Risk(t) + Risk(-t)) / 2) / (t * t);
            Assert.InRange(measured - fall, -1e-6, 1e-6);

            double Risk(double length) => wide.Risk(NeuronExtension.Of(
                narrow.Shape, minimum.Theta, [.. u.Select((v, k) => v + (length * direction[k]))], length * direction[^1]));
        }
    }

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void No_argument_is_found_where_the_correlation_keeps_its_sign(string name)
    {
        // At u = (0, 0, b) psi is a constant c, and E[r c] = 0 only up to rounding at a critical point; off it, at beta + 1, E[r] = 1 and psi > 0 for b > 0.
        var landscape = new RiskLandscape(Landscapes.Hills, Activation.Named(name), 1);
        var theta = Landscapes.AMinimum(landscape).Theta.ToArray();
        theta[^1] += 1;
        Assert.Null(new NeuronExtension(landscape, theta).CriticalArgument([0, 0, 1], [0, 0, 2]));
    }

    [Fact]
    public void The_constant_network_is_the_mean_of_the_target()
    {
        var point = HierarchyStarts.ConstantNetwork(new RiskLandscape(Landscapes.Hills, Activation.Tanh, 0));
        Assert.Equal(Landscapes.Hills.Targets.Average(), Assert.Single(point.Model.Theta), 1e-14);
        Assert.Equal((0, RedundancyKinds.None), (point.MorseIndex, point.Kinds));
    }

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void Splits_and_extensions_find_the_teacher(string name)
    {
        double[] teacher = [1.2, -0.7, 0.4, 0.9, -0.5, 1.4, -0.3, -0.8, 0.3];
        var wide = Landscapes.Teacher(Activation.Named(name), 2, teacher);
        var narrow = new RiskLandscape(wide.Sample, wide.Activation, 1);
        foreach (var effort in new[] { Nothing with { Splits = 100 }, Nothing with { Extensions = 100 } })
        {
            // Width 1 too is searched from the constant network alone.
            var one = Run(narrow, Nothing with { Extensions = 40 }, []);
            var two = Run(wide, effort, one);
            var found = Assert.Single(two, p => SymmetryGroup.Of(wide).SameOrbit(teacher, p.Model.Theta));
            Assert.Equal(effort.Splits > 0 ? DiscoverySource.Split : DiscoverySource.Extension, found.Source);
            Assert.Contains(found.Parent, one);
            Assert.All(two, p => Assert.Contains(p.Parent, one));
            Assert.All(two, p => Assert.Equal(RedundancyKinds.None, p.Parent!.Kinds));
        }
    }

    [Fact]
    public void Searches_stay_within_their_budget_and_index()
    {
        var wide = new RiskLandscape(Landscapes.Hills, Activation.Tanh, 2);
        var one = Run(new RiskLandscape(Landscapes.Hills, Activation.Tanh, 1), Nothing with { Extensions = 40 }, []);
        var search = new CriticalPointSearch(wide, Nothing with { Splits = 3, Extensions = 5 }, Landscapes.Stream());
        search.Run([], one);
        Assert.Equal(new Dictionary<DiscoverySource, int> { [DiscoverySource.Split] = 3, [DiscoverySource.Extension] = 5 }, search.Log.Searches);

        // With no index allowed below that of any departure, nothing is searched and the search ends.
        var saddles = one.Where(p => p.MorseIndex > 0).ToList();
        Assert.NotEmpty(saddles);
        Assert.Empty(new HierarchyStarts(new RiskLandscape(Landscapes.Hills, Activation.Tanh, 1), saddles, 0).Extensions(Landscapes.Stream(), new StartOptions()));
    }

    private static IReadOnlyList<FoundPoint> Run(RiskLandscape landscape, SearchEffort effort, IReadOnlyList<FoundPoint> narrower)
    {
        var search = new CriticalPointSearch(landscape, effort, Landscapes.Stream());
        search.Run([], narrower);
        return search.Points;
    }
}
