namespace Landscape.Artifacts.Tests;

public class NearestNameTests
{
    /// <summary>Distances by hand: one swap, one letter too many, one missing, letter case for nothing; the first of equals in ordinal order.</summary>
    [Theory]
    [InlineData("rsik", "risk")]
    [InlineData("thetaa", "theta")]
    [InlineData("gradient_nrm", "gradient_norm")]
    [InlineData("RISK", "risk")]
    [InlineData("step", "step")]
    [InlineData("completely_else", null)]
    public void The_nearest_name_is_the_one_with_the_fewest_changed_letters(string written, string? expected) =>
        Assert.Equal(expected, NearestName.Of(written, ["risk", "theta", "gradient_norm", "step", "rusk"]));

    [Fact]
    public void The_hint_lists_the_choices_and_the_nearest_one()
    {
        Assert.Equal("expected one of risk, theta; did you mean 'risk'?", NearestName.Hint("rsik", ["risk", "theta"]));
        Assert.Equal("expected theta", NearestName.Hint("completely_else", ["theta"]));
        Assert.Equal("nothing is allowed here", NearestName.Hint("x", []));
    }
}
