using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.125, "0.125")]
    [InlineData(12.5, "12.5")]
    [InlineData(-0.5, "−0.5")]
    [InlineData(1e-8, "10⁻⁸")]
    [InlineData(1.254e-7, "1.25\u00a0×\u00a010⁻⁷")]
    [InlineData(9.999e-7, "10⁻⁶")]
    [InlineData(2e22, "2\u00a0×\u00a010²²")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void A_number_is_written_as_one_reads_it(double value, string expected) => Assert.Equal(expected, Text.Number(value));

    [Theory]
    [InlineData(1, "1 point")]
    [InlineData(0, "0 points")]
    [InlineData(1234567, "1\u202f234\u202f567 points")]
    public void A_count_has_its_plural(long count, string expected) => Assert.Equal(expected, Text.Count(count, "point"));

    [Theory]
    [InlineData("tanh", "tanh")]
    [InlineData("1 2", "1 and 2")]
    [InlineData("1 2 3", "1, 2 and 3")]
    public void Words_are_listed(string words, string expected) => Assert.Equal(expected, Text.List(words.Split(' ')));
}
