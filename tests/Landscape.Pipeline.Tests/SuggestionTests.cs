using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Pipeline.Tests;

public sealed class SuggestionTests
{
    private static readonly string[] Stages = ["generate", "train", "detect", "spectra", "classify", "report"];

    [Theory]
    [InlineData("trian", "train")] // neighbours swapped
    [InlineData("dtect", "detect")] // one letter missing
    [InlineData("Reports", "report")] // one too many, and case does not count
    [InlineData("clasify", "classify")]
    [InlineData("gnerate", "generate")]
    public void A_slip_finds_the_name_that_was_meant(string typed, string meant) => Assert.Equal(meant, Suggestion.Nearest(typed, Stages));

    [Fact]
    public void A_valid_name_is_nearest_to_itself() => Assert.All(Stages, s => Assert.Equal(s, Suggestion.Nearest(s, Stages)));

    [Fact]
    public void Any_text_gets_one_of_the_candidates() =>
        Prop.ForAll<NonNull<string>>(text => Stages.Contains(Suggestion.Nearest(text.Get, Stages))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_message_has_what_was_typed_what_was_expected_and_the_nearest() => Assert.Equal(
        "unknown stage 'trian'; expected one of generate, train; did you mean 'train'?", Suggestion.Unknown("stage", "trian", ["generate", "train"]));

    [Fact]
    public void Without_candidates_it_says_so() => Assert.Equal("unknown config 'x'; there is none", Suggestion.Unknown("config", "x", []));
}
