using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Hosting;

/// <summary><c>plan</c>: binds and checks a whole configuration before anything runs, and writes what each stage will get.</summary>
internal static class PlanCommand
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs the command; every error goes to <paramref name="standardError"/>, one a line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter standardError)
    {
        var line = new CommandLine(arguments, "--repository", "--config", "--stage", "--out");
        var (repository, config) = (Path.GetFullPath(line.One("--repository")), Path.GetFullPath(line.One("--config")));
        var stages = StageArgument.LoadAll(line.All("--stage"));
        var errors = new ConfigErrors(Path.GetRelativePath(repository, config).Replace('\\', '/'));
        var bytes = ReadBytes(config, errors);
        var configuration = bytes is null ? null : RunConfiguration.Bind(bytes, StageArgument.OptionsBySection(stages), repository, errors, HostSections.All);
        foreach (var error in errors.InFileOrder)
        {
            standardError.WriteLine(error);
        }

        if (errors.Count > 0 || configuration is null || bytes is null)
        {
            return ExitCode.BadConfiguration;
        }

        File.WriteAllBytes(line.One("--out"), Write(Path.GetFileNameWithoutExtension(config), bytes, configuration, stages));
        return ExitCode.Success;
    }

    private static byte[]? ReadBytes(string config, ConfigErrors errors)
    {
        try
        {
            return File.ReadAllBytes(config);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Add(new Position(1, 1), ErrorCode.Unreadable, "", $"cannot read the configuration: {failure.Message}");
            return null;
        }
    }

    /// <summary>The plan of a bound configuration, as the orchestration reads it.</summary>
    public static byte[] Write(string config, byte[] bytes, RunConfiguration configuration, IReadOnlyList<StageArgument> stages)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteString("config", config);
            json.WriteString("configSha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
            json.WriteNumber("seed", configuration.Seed);
            json.WriteStartObject("stages");
            foreach (var stage in stages)
            {
                WriteStage(json, config, stage, configuration);
            }

            json.WriteEndObject();
            WriteHost(json, configuration);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void WriteStage(Utf8JsonWriter json, string config, StageArgument stage, RunConfiguration configuration)
    {
        var declared = stage.Sections.Distinct().Order(StringComparer.Ordinal).ToList();
        var sections = declared.Where(name => name != StageArgument.NameSection).Select(name => (Name: name, Bound: configuration.Sections[name])).ToList();
        json.WriteStartObject(stage.Assembly.Name);
        json.WriteNumber("schemaVersion", stage.Assembly.SchemaVersion);
        json.WriteString("assembly", stage.Assembly.Path);
        WriteList(json, "sections", declared);
        json.WriteStartObject("options");
        foreach (var (name, bound) in sections)
        {
            json.WritePropertyName(name);
            bound.Json.WriteTo(json);
        }

        json.WriteEndObject();
        WriteTexts(json, "values", sections.SelectMany(section => CanonicalOptions.Flatten(section.Name, section.Bound.Json))
            .Concat(declared.Where(name => name == StageArgument.NameSection).Select(name => KeyValuePair.Create(name, config))));
        WriteTexts(json, "files", sections.SelectMany(section => section.Bound.Files));
        json.WriteStartObject("tables");
        foreach (var (name, version) in stage.Assembly.Tables)
        {
            json.WriteNumber(name, version);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteHost(Utf8JsonWriter json, RunConfiguration configuration)
    {
        json.WriteStartObject("host");
        foreach (var (name, bound) in configuration.Host)
        {
            json.WritePropertyName(name);
            bound.Json.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in texts.DistinctBy(pair => pair.Key).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
