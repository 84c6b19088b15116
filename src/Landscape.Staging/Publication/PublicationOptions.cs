using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Landscape.Artifacts;

namespace Landscape.Staging.Publication;

/// <summary>The section <c>publication</c>: what an archive of the run says about itself. No stage reads it, so it is in no fingerprint.</summary>
internal sealed record PublicationOptions : IValidatableObject
{
    private const string IsoDate = @"\d{4}-\d{2}-\d{2}";

    /// <summary>The title.</summary>
    [Required]
    [Length(1, 300)]
    [Description("The archive's title.")]
    public string Title { get; init; } = "";

    /// <summary>Who made it.</summary>
    [Required]
    [Length(1, 1000)]
    [Description("Who made the archive, in the order of a citation; the authors of reproduced papers belong under related.")]
    public IReadOnlyList<CreatorOptions> Creators { get; init; } = [];

    /// <summary>The description.</summary>
    [Required]
    [Length(1, 10000)]
    [Description("What the archive holds, in a few sentences.")]
    public string Description { get; init; } = "";

    /// <summary>The licence of the code.</summary>
    [Description("SPDX identifier of the licence of the code; its text is the repository's LICENSE.")]
    public string CodeLicence { get; init; } = "MIT";

    /// <summary>The licence of the data.</summary>
    [Description("SPDX identifier of the licence of tables, figures and report; its text is pipeline/licences/<identifier>.txt.")]
    public string DataLicence { get; init; } = "CC-BY-4.0";

    /// <summary>The version of the archive.</summary>
    [Length(1, 50)]
    [Description("The archive's version.")]
    public string Version { get; init; } = "1.0.0";

    /// <summary>The date of publication.</summary>
    [RegularExpression(IsoDate, ErrorMessage = "expected a date such as 2026-01-31 in {0}")]
    [Description("The date of publication, yyyy-mm-dd; nothing for the date of the commit (or SOURCE_DATE_EPOCH).")]
    public string? Date { get; init; }

    /// <summary>The reserved DOI.</summary>
    [RegularExpression(RelatedOptions.DoiForm, ErrorMessage = "expected a DOI such as 10.5281/zenodo.1234567 in {0}")]
    [Description("The archive's own DOI, where the repository that will hold it reserved one.")]
    public string? Doi { get; init; }

    /// <summary>Who publishes it.</summary>
    [Length(1, 200)]
    [Description("The repository that publishes the archive.")]
    public string Publisher { get; init; } = "Zenodo";

    /// <summary>Keywords.</summary>
    [Length(0, 50)]
    [Description("Keywords.")]
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Related works.</summary>
    [Length(0, 200)]
    [Description("Works that the archive stands in a relation to, such as the papers whose claims it reproduces.")]
    public IReadOnlyList<RelatedOptions> Related { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (member, id) in new[] { (nameof(CodeLicence), CodeLicence), (nameof(DataLicence), DataLicence) })
        {
            if (!SpdxLicences.Ids.Contains(id))
            {
                var nearest = NearestName.Of(id, SpdxLicences.Ids.Order(StringComparer.Ordinal));
                yield return new($"'{id}' is no SPDX licence identifier{(nearest is null ? "" : $"; did you mean '{nearest}'?")}", [member]);
            }
        }

        if (Date is not null && !DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return new($"there is no day {Date}", [nameof(Date)]);
        }
    }
}
