using System.Text.Json.Nodes;

namespace Landscape.Pipeline;

/// <summary>One ingredient that is not what it was.</summary>
/// <param name="Kind">schema version, seed, config, code, file or input.</param>
/// <param name="Key">Key path, assembly, file or <c>stage/table</c>; empty where the kind says it all.</param>
/// <param name="Old">The value or SHA-256 before; null if there was none.</param>
/// <param name="New">The value or SHA-256 now; null if there is none.</param>
public sealed record IngredientChange(string Kind, string Key, string? Old, string? New)
{
    /// <summary>The kind of an upstream table.</summary>
    public const string Input = "input";

    /// <summary>The kind of an assembly.</summary>
    public const string Code = "code";

    private const int ShownDigits = 12;

    /// <summary>Such as <c>config train.steps: 100 -> 200</c>. Hashes are shortened; a key that came or went shows as (none).</summary>
    public override string ToString() => $"{Kind}{(Key.Length > 0 ? " " + Key : "")}: {Shown(Old)} -> {Shown(New)}";

    /// <summary>As data, hashes in full.</summary>
    public JsonObject ToJson(string? source) => new() { ["kind"] = Kind, ["key"] = Key, ["old"] = Old, ["new"] = New, ["source"] = source };

    private string Shown(string? value) =>
        value is null ? "(none)" : Kind is Code or Input or "file" && value.Length > ShownDigits ? value[..ShownDigits] : value;
}
