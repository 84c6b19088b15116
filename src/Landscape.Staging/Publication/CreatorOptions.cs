using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Staging.Publication;

/// <summary>A creator: a person (family and given names) or a group (name).</summary>
internal sealed record CreatorOptions : IValidatableObject
{
    /// <summary>A group's name.</summary>
    [Length(1, 200)]
    [Description("The name of a group or organisation; a person has family_names instead.")]
    public string? Name { get; init; }

    /// <summary>A person's family names.</summary>
    [Length(1, 200)]
    [Description("A person's family names.")]
    public string? FamilyNames { get; init; }

    /// <summary>A person's given names.</summary>
    [Length(1, 200)]
    [Description("A person's given names.")]
    public string? GivenNames { get; init; }

    /// <summary>A person's ORCID iD.</summary>
    [RegularExpression(Publication.Orcid.Form, ErrorMessage = "expected an ORCID iD such as 0000-0002-1825-0097 in {0}")]
    [Description("A person's ORCID iD, four groups of four characters.")]
    public string? Orcid { get; init; }

    /// <summary>Where the creator works.</summary>
    [Length(1, 300)]
    [Description("The affiliation.")]
    public string? Affiliation { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name is null == FamilyNames is null)
        {
            yield return new("expected name (of a group) or family_names (of a person), one of the two", [nameof(Name), nameof(FamilyNames)]);
        }

        if (GivenNames is not null && FamilyNames is null)
        {
            yield return new("given names belong to a person, who has family_names", [nameof(GivenNames)]);
        }

        if (Orcid is not null && Publication.Orcid.CheckCharacter(Orcid) != Orcid[^1])
        {
            yield return new($"{Orcid} is no ORCID iD: its check character should be {Publication.Orcid.CheckCharacter(Orcid)}; look for a mistyped digit", [nameof(Orcid)]);
        }

        if (Orcid is not null && FamilyNames is null)
        {
            yield return new("an ORCID iD belongs to a person, who has family_names", [nameof(Orcid)]);
        }
    }
}
