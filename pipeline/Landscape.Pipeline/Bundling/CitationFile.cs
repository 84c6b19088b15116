using System.Text;

namespace Landscape.Pipeline.Bundling;

/// <summary>The archive's <c>CITATION.cff</c> (Citation File Format 1.2.0). The software's own is the one at the root of the sources.</summary>
public static class CitationFile
{
    /// <summary>The text.</summary>
    public static string Of(Publication publication, string commit)
    {
        var text = new StringBuilder("cff-version: 1.2.0\n")
            .Append("message: \"If you use this archive, please cite it together with the works that it refers to.\"\n")
            .Append("type: dataset\n")
            .Append($"title: {Quote(publication.Title)}\n")
            .Append($"abstract: {Quote(publication.Description)}\n")
            .Append($"version: {Quote(publication.Version)}\n")
            .Append($"date-released: {Quote(publication.IsoDate)}\n")
            .Append($"commit: {Quote(commit)}\n")
            .Append($"license: {publication.DataLicence}\n");
        Append(text, "doi", publication.Doi);
        text.Append("authors:\n");
        publication.Creators.ToList().ForEach(c => AppendCreator(text, c));
        AppendList(text, "keywords", publication.Keywords.Select(Quote));
        AppendList(text, "references", publication.Related.Where(r => r.Title is not null && r.Authors.Count > 0).Select(Reference));
        return text.ToString();
    }

    private static void AppendCreator(StringBuilder text, Creator creator)
    {
        string?[] lines =
        [
            creator.Name is null ? null : $"name: {Quote(creator.Name)}",
            creator.FamilyNames is null ? null : $"family-names: {Quote(creator.FamilyNames)}",
            creator.GivenNames is null ? null : $"given-names: {Quote(creator.GivenNames)}",
            creator.Orcid is null ? null : $"orcid: {Quote("https://orcid.org/" + creator.Orcid)}",
            creator.Affiliation is null || creator.FamilyNames is null ? null : $"affiliation: {Quote(creator.Affiliation)}",
        ];
        text.Append($"  - {string.Join("\n    ", lines.OfType<string>())}\n");
    }

    private static string Reference(RelatedWork work) =>
        $"type: generic\n    title: {Quote(work.Title!)}\n    authors:\n{string.Concat(work.Authors.Select(a => $"      - name: {Quote(a)}\n"))}    url: {Quote(work.Url)}";

    private static void Append(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append($"{key}: {Quote(value)}\n");
        }
    }

    private static void AppendList(StringBuilder text, string key, IEnumerable<string> items)
    {
        var list = items.ToList();
        if (list.Count > 0)
        {
            text.Append($"{key}:\n").Append(string.Concat(list.Select(i => $"  - {i}\n")));
        }
    }

    /// <summary>A double-quoted scalar of YAML is a string of JSON.</summary>
    private static string Quote(string text) => CanonicalJson.Text(System.Text.Json.Nodes.JsonValue.Create(text));
}
