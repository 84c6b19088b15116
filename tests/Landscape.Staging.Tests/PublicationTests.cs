using Landscape.Staging.Configuration;
using Landscape.Staging.Publication;

namespace Landscape.Staging.Tests;

/// <summary>The section <c>publication</c>: validated like every other, read by no stage.</summary>
public class PublicationTests
{
    private const string Right = """
        seed: 1
        publication:
          title: A title
          description: What it is.
          creators:
            - { family_names: Carberry, given_names: Josiah, orcid: 0000-0002-1825-0097 }
        """;

    // The first two are ORCID's own examples (support.orcid.org: Josiah Carberry; Stephen Hawking's ends in X, as 0000-0002-9079-593X); the third changes
    // one digit, the fourth swaps two neighbours: mod 11-2 finds every error of either kind.
    [Theory]
    [InlineData("0000-0002-1825-0097", true)]
    [InlineData("0000-0002-9079-593X", true)]
    [InlineData("0000-0002-1825-0197", false)]
    [InlineData("0000-0002-1852-0097", false)]
    public void The_check_character_of_an_ORCID_iD_is_that_of_ISO_7064(string orcid, bool right) =>
        Assert.Equal(right, Orcid.CheckCharacter(orcid) == orcid[^1]);

    [Theory]
    [InlineData("title: A title", "title: ''", "(3,10): error LP0105: publication.title: expected a text of 1 to 300 characters, found 0")]
    [InlineData("title: A title", "titel: A title", "(3,3): error LP0101: publication.titel: unknown key; expected one of title, creators,*did you mean 'title'?")]
    [InlineData("0097", "0098", "(6,61): error LP0107: publication.creators[0].orcid: 0000-0002-1825-0098 is no ORCID iD: its check character should be 7; look for a mistyped digit")]
    [InlineData("0000-0002-1825-0097", "none", "(6,61): error LP0105: publication.creators[0].orcid: expected an ORCID iD such as 0000-0002-1825-0097 in orcid")]
    [InlineData("family_names: Carberry, given_names: Josiah", "name: Group", "(6,29): error LP0107: publication.creators[0].orcid: an ORCID iD belongs to a person, who has family_names")]
    [InlineData("description: What it is.", "description: What it is.\n  data_licence: CC-BY-4", "(5,17): error LP0107: publication.data_licence: 'CC-BY-4' is no SPDX licence identifier; did you mean 'CC-BY-4.0'?")]
    [InlineData("description: What it is.", "description: What it is.\n  date: 2026-02-30", "(5,9): error LP0107: publication.date: there is no day 2026-02-30")]
    [InlineData("description: What it is.", "description: What it is.\n  date: 30.2.2026", "(5,9): error LP0105: publication.date: expected a date such as 2026-01-31 in date")]
    [InlineData("description: What it is.", "description: What it is.\n  related: [{ identifier: 2504.08867v1, kind: arxiv }]", "(5,27): error LP0107: publication.related[0].identifier: expected an arXiv identifier such as arXiv:2504.08867, found '2504.08867v1'")]
    public void A_mistake_is_named_with_its_place(string old, string now, string expected)
    {
        var error = Assert.Single(Bind(Right.Replace(old, now, StringComparison.Ordinal)).Errors, e => !e.Contains("LP0102", StringComparison.Ordinal));
        var parts = ("configs/x.yml" + expected).Split('*');
        Assert.StartsWith(parts[0], error, StringComparison.Ordinal);
        Assert.EndsWith(parts[^1], error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_stands_apart_from_the_sections_of_the_stages()
    {
        var (configuration, errors) = Bind(Right);
        Assert.Empty(errors);
        Assert.Equal(["empty"], configuration!.Sections.Keys);
        Assert.Equal("Josiah", configuration.Host["publication"].Json.GetProperty("creators")[0].GetProperty("given_names").GetString());
    }

    [Theory]
    [InlineData("seed: 1")]
    [InlineData("seed: 1\npublication:")]
    public void A_configuration_needs_none(string yaml)
    {
        var (configuration, errors) = Bind(yaml);
        Assert.Empty(errors);
        Assert.Empty(configuration!.Host);
    }

    private static (RunConfiguration? Configuration, IReadOnlyList<string> Errors) Bind(string yaml)
    {
        var errors = new ConfigErrors("configs/x.yml");
        var sections = new Dictionary<string, Type> { ["empty"] = typeof(EmptyOptions) };
        var configuration = RunConfiguration.Bind(System.Text.Encoding.UTF8.GetBytes(yaml), sections, Samples.Repository, errors, HostSections.All);
        return (configuration, [.. errors.InFileOrder.Select(error => error.ToString())]);
    }
}
