using FsCheck;
using FsCheck.Fluent;
using Landscape.Models;

namespace Landscape.Search.Tests.Detection;

public class SymmetryTests
{
    private static readonly NetworkShape[] Shapes = [new(1, 1), new(1, 2), new(2, 2), new(2, 3), new(3, 3)];

    public static TheoryData<string> Activations => new(Activation.All.Select(a => a.Name));

    [Theory]
    [MemberData(nameof(Activations))]
    public void All_images_of_a_point_have_one_canonical_form_and_stay_the_same_network(string name) =>
        Prop.ForAll(Points().ToArbitrary(), point =>
        {
            var (shape, theta) = point;
            var activation = Activation.Named(name);
            var group = new SymmetryGroup(shape, activation.Symmetry);
            var landscape = new RiskLandscape(Landscapes.OnGrid(shape.InputDimension, 3, _ => 0), activation, shape.Width);
            var form = CanonicalForm.Of(group, theta);
            foreach (var image in Images(group, theta))
            {
                // The parameters are moved and negated exactly; only beta is summed in another order (|beta| + sum|a| < 20: 1e-14).
                AssertClose(form, CanonicalForm.Of(group, image), 1e-14);
                AssertClose(Landscapes.Realization(landscape, theta), Landscapes.Realization(landscape, image), 1e-13);
                Assert.InRange(group.Distance(theta, image), 0, 1e-14);
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Activations))]
    public void The_orbit_of_an_efficient_point_has_n_factorial_members_times_2_to_the_n_with_signs(string name)
    {
        var shape = new NetworkShape(1, 3);
        double[] theta = [1, 0.2, 0.5, -2, 0.3, 0.7, 0.4, -0.6, -1.1, 0.25];
        var group = new SymmetryGroup(shape, Activation.Named(name).Symmetry);
        var orbit = Images(group, theta);
        Assert.Equal(group.HasSigns ? 48 : 6, orbit.Select(t => string.Join(' ', t)).Distinct().Count());
    }

    [Fact]
    public void The_canonical_form_is_an_image_and_has_positive_output_weights() =>
        Prop.ForAll(Points().ToArbitrary(), point =>
        {
            var (shape, theta) = point;
            var group = new SymmetryGroup(shape, ActivationSymmetry.Odd);
            var form = CanonicalForm.Of(group, theta);
            Assert.Contains(Images(group, theta), image => image.SequenceEqual(form));
            var weights = Enumerable.Range(0, shape.Width).Select(j => form[shape.A(j)]).ToArray();
            Assert.All(weights, a => Assert.True(a >= 0));
            Assert.Equal(weights.OrderDescending(), weights);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Even_activations_flip_the_inner_weights_alone()
    {
        var group = new SymmetryGroup(new NetworkShape(1, 1), ActivationSymmetry.Even);
        Assert.Equal([-1, -0.2, 0.5, 0.1], group.Image([1, 0.2, 0.5, 0.1], [0], [-1]));
        Assert.Equal([-1, 0.2, -0.5, 0.1], CanonicalForm.Of(group, [1, -0.2, -0.5, 0.1])); // b > 0, a as it was
        Assert.Equal(0, group.Distance([1, 0.2, 0.5, 0.1], [-1, -0.2, 0.5, 0.1]));
        Assert.Equal(1, group.Distance([1, 0.2, 0.5, 0.1], [-1, -0.2, -0.5, 0.1]));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Rounding_near_a_tie_of_the_sorting_key_does_not_split_an_orbit(string name)
    {
        // Two neurons with equal |a|: an error of 1e-12 decides their order in the canonical form, and the forms are far apart.
        var group = new SymmetryGroup(new NetworkShape(1, 2), Activation.Named(name).Symmetry);
        double[] theta = [1.5, 0.2, 0.8, -0.7, 0.9, 0.8 + 1e-12, 0.1];
        double[] rounded = [1.5, 0.2, 0.8 + 1e-12, -0.7, 0.9, 0.8, 0.1];
        Assert.True(MaxDistance(CanonicalForm.Of(group, theta), CanonicalForm.Of(group, rounded)) > 0.5);
        var orbits = new OrbitIndex(group);
        orbits.Add(theta, 0.25);
        Assert.Equal(0, orbits.Find(rounded, 0.25));
    }

    [Fact]
    public void Points_that_differ_beyond_the_group_stay_distinct() =>
        Prop.ForAll(Points().Zip(Gen.Choose(0, 1000)).ToArbitrary(), pair =>
        {
            var ((shape, theta), which) = pair;
            var group = new SymmetryGroup(shape, ActivationSymmetry.Logistic);
            var moved = (double[])theta.Clone();
            moved[which % theta.Length] += 1e-3; // a thousand tolerances; entries are multiples of 0.01, so no image comes nearer
            var orbits = new OrbitIndex(group);
            orbits.Add(theta, 0.5);
            Assert.Null(orbits.Find(moved, 0.5));
            Assert.Null(orbits.Find(theta, 0.6)); // the same place with another risk is another landscape's point
            Assert.Equal(0, orbits.Find(theta, 0.5));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_a_sign_symmetry_only_permutations_are_identified()
    {
        var group = new SymmetryGroup(new NetworkShape(1, 2), ActivationSymmetry.None);
        double[] theta = [1, 0.2, 0.5, -2, 0.3, 0.7, 0.1];
        Assert.Equal(0, group.Distance(theta, [-2, 0.3, 0.7, 1, 0.2, 0.5, 0.1]));
        Assert.True(group.Distance(theta, [-1, -0.2, -0.5, -2, 0.3, 0.7, 0.1]) >= 1);
    }

    [Fact]
    public void The_nearest_image_is_the_best_of_all_images_in_the_sum_over_neurons() =>
        Prop.ForAll(Points().Zip(Points()).Where(p => p.Item1.Shape == p.Item2.Shape).ToArbitrary(), pair =>
        {
            var ((shape, reference), (_, theta)) = pair;
            var group = new SymmetryGroup(shape, ActivationSymmetry.Odd);
            var best = Images(group, theta).Min(image => SumOverNeurons(shape, reference, image));
            Assert.Equal(best, SumOverNeurons(shape, reference, group.NearestImage(reference, theta)), 1e-12);
        }).QuickCheckThrowOnFailure();

    private static double SumOverNeurons(NetworkShape shape, double[] x, double[] y) =>
        Enumerable.Range(0, shape.Width).Sum(j => Enumerable.Range(shape.U(j), shape.NeuronSize).Max(k => Math.Abs(x[k] - y[k])));

    private static IEnumerable<double[]> Images(SymmetryGroup symmetries, double[] theta) =>
        from order in Permutations(symmetries.Shape.Width)
        from signs in Enumerable.Range(0, symmetries.HasSigns ? 1 << symmetries.Shape.Width : 1)
        select symmetries.Image(theta, order, [.. Enumerable.Range(0, symmetries.Shape.Width).Select(j => (signs >> j & 1) == 0 ? 1 : -1)]);

    private static IEnumerable<int[]> Permutations(int n) => n == 0
        ? [[]]
        : from rest in Permutations(n - 1) from at in Enumerable.Range(0, n) select (int[])[.. rest[..at], n - 1, .. rest[at..]];

    private static Gen<(NetworkShape Shape, double[] Theta)> Points() =>
        from shape in Gen.Elements(Shapes)
        from entries in Gen.Choose(-400, 400).ArrayOf(shape.ParameterCount)
        select (shape, entries.Select(e => e / 100.0).ToArray());

    private static double MaxDistance(double[] x, double[] y) => x.Zip(y, (a, b) => Math.Abs(a - b)).Max();

    private static void AssertClose(double[] expected, double[] actual, double tolerance) =>
        Assert.InRange(MaxDistance(expected, actual), 0, tolerance);
}
