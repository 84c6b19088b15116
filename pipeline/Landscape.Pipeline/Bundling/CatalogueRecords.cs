using System.Globalization;
using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Bundling;

/// <summary>What catalogues read about the archive: DataCite metadata (schema 4.5, JSON form of the REST API) and CodeMeta 3.0.</summary>
public static class CatalogueRecords
{
    /// <summary>The DataCite record.</summary>
    public static JsonObject DataCite(Publication publication, string format) => WithoutNulls(new()
    {
        ["schemaVersion"] = "http://datacite.org/schema/kernel-4",
        ["doi"] = publication.Doi,
        ["identifiers"] = new JsonArray([.. publication.Doi is null ? [] : new JsonNode[] { new JsonObject { ["identifier"] = $"https://doi.org/{publication.Doi}", ["identifierType"] = "DOI" } }]),
        ["creators"] = new JsonArray([.. publication.Creators.Select(DataCiteCreator)]),
        ["titles"] = new JsonArray(new JsonObject { ["title"] = publication.Title }),
        ["publisher"] = new JsonObject { ["name"] = publication.Publisher },
        ["publicationYear"] = publication.Date.Year.ToString(CultureInfo.InvariantCulture),
        ["types"] = new JsonObject { ["resourceTypeGeneral"] = "Dataset", ["resourceType"] = "Workflow Run RO-Crate" },
        ["version"] = publication.Version,
        ["language"] = "en",
        ["dates"] = new JsonArray(new JsonObject { ["date"] = publication.IsoDate, ["dateType"] = "Issued" }),
        ["subjects"] = new JsonArray([.. publication.Keywords.Select(k => new JsonObject { ["subject"] = k })]),
        ["descriptions"] = new JsonArray(new JsonObject { ["description"] = publication.Description, ["descriptionType"] = "Abstract" }),
        ["formats"] = new JsonArray(format),
        ["rightsList"] = new JsonArray([.. new[] { publication.DataLicence, publication.CodeLicence }.Distinct().Select(Rights)]),
        ["relatedIdentifiers"] = new JsonArray([.. publication.Related.Select(r => new JsonObject
        {
            ["relatedIdentifier"] = r.Identifier,
            ["relatedIdentifierType"] = r.DataCiteKind,
            ["relationType"] = r.DataCiteRelation,
        })]),
    });

    /// <summary>The CodeMeta record of the sources in the archive.</summary>
    public static JsonObject CodeMeta(Publication publication, string commit) => WithoutNulls(new()
    {
        ["@context"] = "https://w3id.org/codemeta/3.0",
        ["type"] = "SoftwareSourceCode",
        ["name"] = publication.Title,
        ["description"] = publication.Description,
        ["identifier"] = publication.Doi is null ? null : $"https://doi.org/{publication.Doi}",
        ["version"] = publication.Version,
        ["datePublished"] = publication.IsoDate,
        ["license"] = Spdx(publication.CodeLicence),
        ["author"] = new JsonArray([.. publication.Creators.Select(SchemaOrgCreator)]),
        ["keywords"] = new JsonArray([.. publication.Keywords.Select(k => JsonValue.Create(k))]),
        ["programmingLanguage"] = new JsonArray("C#", "JavaScript"),
        ["runtimePlatform"] = new JsonArray(".NET 10", "Node.js 20"),
        ["softwareRequirements"] = new JsonArray(Application(".NET SDK", "10"), Application("Node.js with npm", "20")), // the context takes a bare text for an address
        ["softwareHelp"] = "source/README.md",
        ["readme"] = "README.md",
        ["softwareVersion"] = commit,
        ["referencePublication"] = new JsonArray([.. publication.Related.Select(r => WithoutNulls(new()
        {
            ["type"] = "schema:ScholarlyArticle", // no term of the context, unlike the types above
            ["id"] = r.Url,
            ["name"] = r.Title,
        }))]),
    });

    private static JsonObject Application(string name, string version) => new() { ["type"] = "SoftwareApplication", ["name"] = name, ["softwareVersion"] = version };

    /// <summary>The address of an SPDX licence.</summary>
    public static string Spdx(string id) => $"https://spdx.org/licenses/{id}";

    /// <summary>A creator in the terms of schema.org, with the iD as identifier where there is one.</summary>
    public static JsonObject SchemaOrgCreator(Creator creator) => WithoutNulls(new()
    {
        ["id"] = creator.Orcid is null ? null : $"https://orcid.org/{creator.Orcid}",
        ["type"] = creator.FamilyNames is null ? "Organization" : "Person",
        ["name"] = creator.FullName,
        ["familyName"] = creator.FamilyNames,
        ["givenName"] = creator.GivenNames,
        ["affiliation"] = creator.Affiliation is null ? null : new JsonObject { ["type"] = "Organization", ["name"] = creator.Affiliation },
    });

    private static JsonObject DataCiteCreator(Creator creator) => WithoutNulls(new()
    {
        ["name"] = creator.SortedName,
        ["nameType"] = creator.FamilyNames is null ? "Organizational" : "Personal",
        ["familyName"] = creator.FamilyNames,
        ["givenName"] = creator.GivenNames,
        ["affiliation"] = creator.Affiliation is null ? null : new JsonArray(new JsonObject { ["name"] = creator.Affiliation }),
        ["nameIdentifiers"] = creator.Orcid is null ? null : new JsonArray(new JsonObject
        {
            ["nameIdentifier"] = $"https://orcid.org/{creator.Orcid}",
            ["nameIdentifierScheme"] = "ORCID",
            ["schemeUri"] = "https://orcid.org",
        }),
    });

    private static JsonObject Rights(string licence) => new()
    {
        ["rights"] = licence,
        ["rightsUri"] = Spdx(licence),
        ["rightsIdentifier"] = licence,
        ["rightsIdentifierScheme"] = "SPDX",
        ["schemeUri"] = "https://spdx.org/licenses/",
    };

    private static JsonObject WithoutNulls(JsonObject json)
    {
        json.Where(p => p.Value is null).Select(p => p.Key).ToList().ForEach(k => json.Remove(k));
        return json;
    }
}
