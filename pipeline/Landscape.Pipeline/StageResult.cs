using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>What happened to a stage in a run: the RunStage task leaves it for the summary, the run lock and the receipt.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="State">fresh (the latest run has it), reused (the store had it), ran, or failed.</param>
/// <param name="Fingerprint">Of its result; empty if it failed.</param>
/// <param name="Seconds">How long the decision and the run took.</param>
/// <param name="Why">Why it was not fresh.</param>
public sealed record StageResult(string Stage, string State, string Fingerprint, double Seconds, IReadOnlyList<string> Why)
{
    /// <summary>The file that holds it.</summary>
    public static string FileOf(Repository repository, string config, string stage) => Path.Combine(Folder(repository, config), stage + ".json");

    /// <summary>The folder of a configuration's results of the current run.</summary>
    public static string Folder(Repository repository, string config) => Path.Combine(repository.State, "results", config);

    /// <summary>Writes it.</summary>
    public void Save(Repository repository, string config) => SealedFile.Write(
        FileOf(repository, config, Stage),
        CanonicalJson.Indented(new JsonObject
        {
            ["stage"] = Stage,
            ["state"] = State,
            ["fingerprint"] = Fingerprint,
            ["seconds"] = Seconds,
            ["why"] = new JsonArray([.. Why.Select(w => JsonValue.Create(w))]),
        }));

    /// <summary>Reads it; null if the stage was not reached or the file was damaged since.</summary>
    public static StageResult? Load(Repository repository, string config, string stage)
    {
        if (SealedFile.Read(FileOf(repository, config, stage)) is not { } text)
        {
            return null;
        }

        var json = JsonNode.Parse(text)!;
        return new(
            (string)json["stage"]!, (string)json["state"]!, (string)json["fingerprint"]!, (double)json["seconds"]!,
            [.. json["why"]!.AsArray().Select(w => (string)w!)]);
    }
}
