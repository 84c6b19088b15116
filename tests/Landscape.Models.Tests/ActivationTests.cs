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
            if (activation.Symmetry == ActivationSymmetry.ThreeTerm)
            {
                // psi(z) - psi(-z) = z, psi'(z) + psi'(-z) = 1, psi''(z) = psi''(-z): a few roundings of numbers of size 1 + z.
                Assert.Equal(z, at.Value - mirrored.Value, 1e-15 * (1 + z));
                Assert.Equal(1, at.First + mirrored.First, 1e-15);
                Assert.Equal(at.Second, mirrored.Second, 1e-15);
                continue;
            }

            var mirror = Mirror.Of(activation.Symmetry)!.Value;

            // Derivatives to the bit, values to one rounding of 1 - psi.
            Assert.Equal(mirror.Constant + (mirror.Factor * at.Value), mirrored.Value, 1.2e-16);
            Assert.Equal(-mirror.Factor * at.First, mirrored.First);
            Assert.Equal(mirror.Factor * at.Second, mirrored.Second);
            Assert.Equal(-mirror.Factor * activation.Third(z), activation.Third(-z));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_third_derivative_is_the_slope_of_the_second(string name)
    {
        // Central differences: h^2 / 6 times the fifth derivative (below 200 for all of them) is 2e-8, rounding 1e-16 / h is 1e-11.
        const double H = 2.5e-5;
        var activation = Activation.Named(name);
        for (var z = -6.0; z <= 6; z += 0.37)
        {
            var slope = (activation.Evaluate(z + H).Second - activation.Evaluate(z - H).Second) / (2 * H);
            Assert.Equal(slope, activation.Third(z), 3e-8);
        }
    }
}
