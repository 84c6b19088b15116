using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Landscape.Staging.Publication;

/// <summary>How a related work is identified; the names are DataCite's relatedIdentifierType.</summary>
internal enum IdentifierKind
{
    /// <summary>A digital object identifier.</summary>
    Doi,

    /// <summary>A preprint of arXiv.</summary>
    Arxiv,

    /// <summary>An address.</summary>
    Url,
}

/// <summary>What the archive is to a related work; the names are DataCite's relationType (schema 4.5, appendix 1).</summary>
internal enum Relation
{
    /// <summary>The archive cites the work.</summary>
    Cites,

    /// <summary>The archive refers to the work as a source.</summary>
    References,

    /// <summary>The archive is a supplement to the work.</summary>
    IsSupplementTo,

    /// <summary>The archive documents the work.</summary>
    Documents,

    /// <summary>The archive was made from the work.</summary>
    IsDerivedFrom,

    /// <summary>The archive is a newer version of the work.</summary>
    IsNewVersionOf,

    /// <summary>The work describes the archive.</summary>
    IsDescribedBy,
}

/// <summary>A related work.</summary>
internal sealed record RelatedOptions : IValidatableObject
{
    /// <summary>The form of a DOI, without the address.</summary>
    public const string DoiForm = @"10\.\d{4,9}/\S+";

    private const string ArxivForm = @"arXiv:(\d{4}\.\d{4,5}(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7})";

    /// <summary>The identifier.</summary>
    [Required]
    [Length(1, 1000)]
    [Description("The identifier, such as arXiv:2504.08867, 10.1000/182 or https://example.org.")]
    public string Identifier { get; init; } = "";

    /// <summary>Its kind.</summary>
    [Required]
    [Description("What kind of identifier it is.")]
    public IdentifierKind Kind { get; init; }

    /// <summary>The relation.</summary>
    [Description("What the archive is to the work.")]
    public Relation Relation { get; init; } = Relation.References;

    /// <summary>The title.</summary>
    [Length(1, 500)]
    [Description("The work's title, for people.")]
    public string? Title { get; init; }

    /// <summary>The authors.</summary>
    [Length(0, 1000)]
    [Description("The work's authors, full names; a work with title and authors becomes a reference of CITATION.cff.")]
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var (fits, example) = Kind switch
        {
            IdentifierKind.Doi => (Matches(DoiForm), "a DOI such as 10.1000/182"),
            IdentifierKind.Arxiv => (Matches(ArxivForm), "an arXiv identifier such as arXiv:2504.08867"),
            _ => (Uri.TryCreate(Identifier, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http", "an address such as https://example.org"),
        };
        if (!fits)
        {
            yield return new($"expected {example}, found '{Identifier}'", [nameof(Identifier)]);
        }
    }

    private bool Matches(string form) => Regex.IsMatch(Identifier, $"^(?:{form})$");
}
