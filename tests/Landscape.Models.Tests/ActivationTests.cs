namespace Landscape.Models.Tests;

/// <summary>The catalogue of activations: names, values and the symmetry each claims.</summary>
public class ActivationTests
{
    public static TheoryData<string> Names => [.. Activation.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_activation_is_found_by_its_name(string name) => Assert.Equal(name, Activation.Named(name).Name);

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => Activation.Named("relu"));
        Assert.Contains("tanh, logistic", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_claimed_symmetry_holds(string name)
    {
        var activation = Activation.Named(name);
        foreach (var z in new[] { 0, 1e-9, 0.3, 2, 17, 400.0 })
        {
            var (at, mirrored) = (activation.Evaluate(z), activation.Evaluate(-z));
            var constant = activation.Symmetry == ActivationSymmetry.Logistic ? 1 : 0;

            // Derivatives to the bit, values to one rounding of 1 - psi.
            Assert.Equal(constant - at.Value, mirrored.Value, 1.2e-16);
            Assert.Equal(at.First, mirrored.First);
            Assert.Equal(-at.Second, mirrored.Second);
        }
    }
}
