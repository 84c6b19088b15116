using System.Text.Json.Nodes;

namespace Landscape.Pipeline.Tests;

/// <summary>A clone of two stages, generate and train, whose code and results the test makes up.</summary>
internal sealed class TemporaryRepository : IDisposable
{
    public TemporaryRepository()
    {
        Repository = new(Directory.CreateTempSubdirectory("landscape-").FullName);
        WriteStage("10-Generate", "Generate", "<ConfigSection Include=\"generate\" /><OutputTable Include=\"nodes\" />");
        WriteStage("20-Train", "Train", "<StageReference Include=\"../10-Generate/Generate.csproj\" /><ConfigSection Include=\"train\" /><OutputTable Include=\"runs;traces\" />");
        Write("configs/small.yml", "seed: 7\n");
    }

    public Repository Repository { get; }

    public Store Store => new(Repository);

    public StageGraph Graph => StageGraph.Load(Repository);

    public Plan Plan { get; set; } = new("small", 7, new Dictionary<string, StagePlan>
    {
        ["generate"] = StagePlan("generate.count", "3"),
        ["train"] = StagePlan("train.steps", "100"),
    });

    public static StagePlan StagePlan(string key, string value) =>
        new(1, new JsonObject(), new Dictionary<string, string> { [key] = value }, new Dictionary<string, string>());

    public void Write(string path, string text)
    {
        var file = Repository.Absolute(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Decides for all stages.</summary>
    public IReadOnlyList<(StageProject Stage, StageDecision Decision)> Decide() => new StageDecider(Repository, Plan).DecideAll(Graph.Stages);

    /// <summary>Makes every stage's result, with tables that say only their name and <paramref name="tables"/>, and the run lock.</summary>
    public void Run(string tables = "")
    {
        while (Decide().FirstOrDefault(d => d.Decision is { Entry: null, Ingredients: not null }) is { Stage: { } stage } next)
        {
            Commit(stage, next.Decision.Ingredients!, tables);
        }

        var locked = Decide().ToDictionary(d => d.Stage.Name, d => RunLock.Of(Repository, d.Decision.Entry!));
        new RunLock(Plan.Config, Plan.Seed, locked).Save(Repository);
    }

    /// <summary>Commits a made-up result.</summary>
    public StoreEntry Commit(StageProject stage, Ingredients ingredients, string tables = "")
    {
        var temporary = Store.Begin(stage.Name, ingredients.Fingerprint());
        FillResult(temporary, stage, ingredients, tables);
        return Store.Commit(stage.Name, ingredients.Fingerprint(), temporary);
    }

    /// <summary>Writes what the host would write.</summary>
    public static void FillResult(string folder, StageProject stage, Ingredients ingredients, string tables = "")
    {
        foreach (var table in stage.Tables)
        {
            File.WriteAllText(Path.Combine(folder, table + ".parquet"), table + tables);
        }

        var manifest = new JsonObject
        {
            ["fingerprint"] = ingredients.Fingerprint(),
            ["ingredients"] = ingredients.ToJson(),
            ["durationSeconds"] = 1.5,
            ["started"] = "2026-01-02T03:04:05Z",
            ["why"] = new JsonArray("first run"),
            ["files"] = new JsonObject(),
            ["tables"] = new JsonObject(stage.Tables.Select(t => KeyValuePair.Create(t, (JsonNode?)new JsonObject
            {
                ["file"] = t + ".parquet",
                ["sha256"] = ContentHash.OfText(t + tables),
                ["content"] = ContentHash.OfText("rows of " + t + tables),
                ["rows"] = 1,
                ["bytes"] = (t + tables).Length,
            }))),
        };
        File.WriteAllText(Path.Combine(folder, Manifest.FileName), manifest.ToJsonString());
    }

    /// <summary>Changes a file that the store made read-only.</summary>
    public static void Overwrite(string file, string text)
    {
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, text);
    }

    public void Dispose() => Store.Delete(Repository.Root);

    /// <summary>A stage whose assembly is a copy of one of ours: any managed assembly without neighbours will do.</summary>
    private void WriteStage(string folder, string name, string items)
    {
        Write($"stages/{folder}/{name}.csproj", $"<Project><ItemGroup>{items}</ItemGroup></Project>");
        var assembly = Graph[name.ToLowerInvariant()].Assembly;
        Directory.CreateDirectory(Path.GetDirectoryName(assembly)!);
        File.Copy(typeof(Repository).Assembly.Location, assembly);
    }
}
