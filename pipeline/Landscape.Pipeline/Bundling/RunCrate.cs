using System.Globalization;
using static Landscape.Pipeline.Bundling.CrateGraph;

namespace Landscape.Pipeline.Bundling;

/// <summary>
/// The payload as a Workflow Run RO-Crate: RO-Crate 1.1 (w3id.org/ro/crate/1.1) with the profiles Process, Workflow and Provenance Run Crate 0.5
/// (w3id.org/ro/wfrun) and Workflow RO-Crate 1.0. The workflow is <c>build.cake</c>; a stage is a tool, a step, and the action that was its run.
/// </summary>
public sealed class RunCrate
{
    /// <summary>The metadata file.</summary>
    public const string FileName = "ro-crate-metadata.json";

    private const string Workflow = "source/build.cake";
    private const string Run = "#run";
    private const string Config = "#parameter-config";

    private static readonly (string Id, string Name, string Version)[] Profiles =
    [
        ("https://w3id.org/ro/wfrun/process/0.5", "Process Run Crate", "0.5"),
        ("https://w3id.org/ro/wfrun/workflow/0.5", "Workflow Run Crate", "0.5"),
        ("https://w3id.org/ro/wfrun/provenance/0.5", "Provenance Run Crate", "0.5"),
        ("https://w3id.org/workflowhub/workflow-ro-crate/1.0", "Workflow RO-Crate", "1.0"),
    ];

    private readonly CrateGraph graph = new();
    private readonly Publication publication;
    private readonly BundledRun run;
    private readonly SourceSnapshot source;
    private readonly CrateFiles files;

    private RunCrate(Publication publication, BundledRun run, SourceSnapshot source, IReadOnlyDictionary<string, BagFile> payload)
    {
        (this.publication, this.run, this.source) = (publication, run, source);
        files = new(graph, run, payload);
    }

    /// <summary>The text of the metadata file.</summary>
    /// <param name="publication">What the archive says about itself.</param>
    /// <param name="run">The run.</param>
    /// <param name="source">The sources.</param>
    /// <param name="payload">Every other file of the payload.</param>
    public static string Of(Publication publication, BundledRun run, SourceSnapshot source, IReadOnlyDictionary<string, BagFile> payload)
    {
        var crate = new RunCrate(publication, run, source, payload);
        crate.AddRoot();
        crate.AddPeople();
        crate.AddWorkflow();
        crate.run.Stages.Index().ToList().ForEach(s => crate.AddStage(s.Index, s.Item));
        crate.AddRun();
        crate.files.Add();
        return crate.graph.Text();
    }

    private string ConfigFile => $"source/configs/{run.Config}.yml";

    private void AddRoot()
    {
        graph.Add(FileName, "CreativeWork", P("about", Ref("./")), P("conformsTo", Refs(["https://w3id.org/ro/crate/1.1", Profiles[^1].Id])));
        graph.Add(
            "./", "Dataset",
            P("name", publication.Title),
            P("description", publication.Description),
            P("datePublished", publication.IsoDate),
            P("license", Ref(CatalogueRecords.Spdx(publication.DataLicence))),
            P("identifier", publication.Doi is null ? null : $"https://doi.org/{publication.Doi}"),
            P("version", publication.Version),
            P("author", Refs(publication.Creators.Index().Select(CreatorId))),
            P("publisher", Ref("#publisher")),
            P("keywords", string.Join(", ", publication.Keywords)),
            P("citation", Refs(publication.Related.Select(r => r.Url))),
            P("conformsTo", Refs(Profiles.Select(p => p.Id))),
            P("mainEntity", Ref(Workflow)),
            P("mentions", Refs([Run, "#organize", .. run.Stages.Select(s => RunId(s.Stage))])),
            P("hasPart", Refs(files.Parts(Workflow, ConfigFile))));
        foreach (var (id, name, version) in Profiles)
        {
            graph.Add(id, "CreativeWork", P("name", name), P("version", version));
        }
    }

    private void AddPeople()
    {
        graph.Add("#publisher", "Organization", P("name", publication.Publisher));
        foreach (var (index, creator) in publication.Creators.Index())
        {
            graph.Add(
                CreatorId((index, creator)), creator.FamilyNames is null ? "Organization" : "Person",
                P("name", creator.FullName), P("familyName", creator.FamilyNames), P("givenName", creator.GivenNames), P("affiliation", creator.Affiliation));
        }

        foreach (var work in publication.Related)
        {
            graph.Add(work.Url, "ScholarlyArticle", P("name", work.Title ?? work.Identifier), P("identifier", work.Identifier));
        }

        foreach (var licence in new[] { publication.DataLicence, publication.CodeLicence }.Distinct())
        {
            graph.Add(CatalogueRecords.Spdx(licence), "CreativeWork", P("name", licence), P("url", CatalogueRecords.Spdx(licence)));
        }
    }

    private void AddWorkflow()
    {
        graph.Add(
            Workflow, Types("File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"),
            P("name", "LandscapePipeline"),
            P("description", "./build.sh --config=NAME reproduces a configuration up to the report"),
            P("version", source.Commit),
            P("license", Ref(CatalogueRecords.Spdx(publication.CodeLicence))),
            P("creator", Refs(publication.Creators.Index().Select(CreatorId))),
            P("programmingLanguage", Ref("#cake")),
            P("input", Refs([Config])),
            P("output", Refs(run.Stages.SelectMany(s => s.Stage.Tables.Select(t => TableParameter(s.Stage.Name, t))))),
            P("hasPart", Refs(run.Stages.Select(s => s.ProjectPath))),
            P("step", Refs(run.Stages.Select(s => StepId(s.Stage)))));
        graph.Add("#cake", "ComputerLanguage", P("name", "Cake"), P("url", Ref("https://cakebuild.net")), P("identifier", Ref("https://cakebuild.net")));
        graph.Add(
            Config, "FormalParameter",
            P("name", "config"), P("additionalType", "File"), P("encodingFormat", "application/yaml"), P("valueRequired", true), P("workExample", Ref(ConfigFile)));
        graph.Add(
            ConfigFile, "File",
            P("name", $"configuration {run.Config}"), P("encodingFormat", "application/yaml"), P("exampleOfWork", Ref(Config)));
    }

    private void AddStage(int index, BundledStage stage)
    {
        var project = stage.Stage;
        graph.Add(
            stage.ProjectPath, Types("File", "SoftwareSourceCode", "SoftwareApplication"),
            P("name", $"stage {project.Name}"),
            P("version", source.Commit),
            P("input", Refs([Config, .. Inputs(project)])),
            P("output", Refs(project.Tables.Select(t => TableParameter(project.Name, t)))));
        foreach (var table in project.Tables)
        {
            graph.Add(TableParameter(project.Name, table), "FormalParameter", P("name", $"{project.Name}/{table}"), P("additionalType", "File"), P("workExample", Ref(stage.TablePath(table))));
        }

        graph.Add(StepId(project), "HowToStep", P("name", project.Name), P("position", $"{index + 1}"), P("workExample", Ref(stage.ProjectPath)));
        graph.Add($"#control-{project.Name}", "ControlAction", P("name", $"orchestrate {project.Name}"), P("instrument", Ref(StepId(project))), P("object", Ref(RunId(project))));
        graph.Add(
            RunId(project), "CreateAction",
            P("name", $"run of {project.Name}"),
            P("instrument", Ref(stage.ProjectPath)),
            P("object", Refs([ConfigFile, .. project.Upstream.Select(Of).SelectMany(u => u.Stage.Tables.Select(t => u.TablePath(t)))])),
            P("result", Refs(files.Results(stage))),
            P("startTime", Time(stage.Started)),
            P("endTime", Time(stage.Ended)),
            P("actionStatus", Ref("http://schema.org/CompletedActionStatus")));
    }

    private void AddRun()
    {
        var (start, end) = (Time(run.Stages.Min(s => s.Started)), Time(run.Stages.Max(s => s.Ended)));
        var tools = RunEnvironment.Tools(run);
        graph.Add(
            Run, "CreateAction",
            P("name", $"run of {run.Config}"),
            P("instrument", Ref(Workflow)),
            P("object", Refs([ConfigFile])),
            P("result", Refs(run.Stages.SelectMany(s => s.Stage.Tables.Select(t => s.TablePath(t))))),
            P("startTime", start), P("endTime", end), P("actionStatus", Ref("http://schema.org/CompletedActionStatus")));
        graph.Add(
            "#organize", "OrganizeAction",
            P("name", "orchestration by MSBuild and Landscape.Pipeline"),
            P("instrument", Ref("#engine")),
            P("object", Refs(run.Stages.Select(s => $"#control-{s.Stage.Name}"))),
            P("result", Ref(Run)),
            P("startTime", start), P("endTime", end));
        graph.Add("#engine", "SoftwareApplication", P("name", "MSBuild with Landscape.Pipeline"), P("softwareVersion", tools[".NET"]), P("softwareRequirements", Refs(tools.Keys.Select(ToolVersionId))));
        foreach (var (name, version) in tools)
        {
            graph.Add(ToolVersionId(name), "SoftwareApplication", P("name", name), P("softwareVersion", version));
        }
    }

    private BundledStage Of(string name) => run.Stages.Single(s => s.Stage.Name == name);

    private IEnumerable<string> Inputs(StageProject stage) => stage.Upstream.SelectMany(u => Of(u).Stage.Tables.Select(t => TableParameter(u, t)));

    private static string CreatorId((int Index, Creator Item) creator) => creator.Item.Orcid is { } orcid ? $"https://orcid.org/{orcid}" : $"#creator-{creator.Index + 1}";

    private static string StepId(StageProject stage) => $"#step-{stage.Name}";

    private static string RunId(StageProject stage) => $"#run-{stage.Name}";

    private static string TableParameter(string stage, string table) => $"#parameter-{stage}-{table}";

    private static string ToolVersionId(string name) => $"#tool-{Uri.EscapeDataString(name)}";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
