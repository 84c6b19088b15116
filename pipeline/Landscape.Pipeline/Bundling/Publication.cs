using System.Globalization;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Bundling;

/// <summary>A creator of an archive: a person has family names, a group a name.</summary>
public sealed record Creator(string? Name, string? FamilyNames, string? GivenNames, string? Orcid, string? Affiliation)
{
    /// <summary>As people write it.</summary>
    public string FullName => Name ?? (GivenNames is null ? FamilyNames! : $"{GivenNames} {FamilyNames}");

    /// <summary>As indexes write it.</summary>
    public string SortedName => Name ?? (GivenNames is null ? FamilyNames! : $"{FamilyNames}, {GivenNames}");
}

/// <summary>A related work; kind and relation in the kebab-case of configurations.</summary>
public sealed record RelatedWork(string Identifier, string Kind, string Relation, string? Title, IReadOnlyList<string> Authors)
{
    /// <summary>The work's address.</summary>
    public string Url => Kind switch
    {
        "doi" => $"https://doi.org/{Identifier}",
        "arxiv" => $"https://arxiv.org/abs/{Identifier["arXiv:".Length..]}",
        _ => Identifier,
    };

    /// <summary>The relation as DataCite writes it.</summary>
    public string DataCiteRelation => string.Concat(Relation.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>The kind as DataCite writes it.</summary>
    public string DataCiteKind => Kind switch { "doi" => "DOI", "arxiv" => "arXiv", _ => "URL" };
}

/// <summary>The section <c>publication</c> of a configuration: the one source of everything that an archive says about itself.</summary>
public sealed record Publication(
    string Title,
    IReadOnlyList<Creator> Creators,
    string Description,
    string CodeLicence,
    string DataLicence,
    string Version,
    DateOnly Date,
    string? Doi,
    string Publisher,
    IReadOnlyList<string> Keywords,
    IReadOnlyList<RelatedWork> Related)
{
    /// <summary>The date as yyyy-mm-dd.</summary>
    public string IsoDate => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads the section out of a plan, which has checked it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="fallback">The date where the section has none.</param>
    /// <exception cref="PipelineException">The configuration has no such section.</exception>
    public static Publication Of(Plan plan, DateOnly fallback)
    {
        var json = plan.Host.GetValueOrDefault("publication")
            ?? throw new PipelineException($"configs/{plan.Config}.yml has no section 'publication'; it needs title, description and creators (docs/publishing.md)");
        return new(
            (string)json["title"]!,
            [.. json["creators"]!.AsArray().Select(c => new Creator(Text(c, "name"), Text(c, "family_names"), Text(c, "given_names"), Text(c, "orcid"), Text(c, "affiliation")))],
            (string)json["description"]!,
            (string)json["code_licence"]!,
            (string)json["data_licence"]!,
            (string)json["version"]!,
            Text(json, "date") is { } date ? DateOnly.Parse(date, CultureInfo.InvariantCulture) : fallback,
            Text(json, "doi"),
            (string)json["publisher"]!,
            Texts(json["keywords"]),
            [.. json["related"]!.AsArray().Select(r => new RelatedWork(Text(r, "identifier")!, Text(r, "kind")!, Text(r, "relation")!, Text(r, "title"), Texts(r!["authors"])))]);
    }

    private static List<string> Texts(JsonNode? json) => [.. json!.AsArray().Select(t => (string)t!)];

    private static string? Text(JsonNode? json, string key) => (string?)json![key];
}
