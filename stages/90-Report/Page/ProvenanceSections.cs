using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>Where the numbers come from, without clock and host: equal runs give equal pages.</summary>
internal static class ProvenanceSections
{
    public static string Configuration(RunDescription description) => string.Concat(description.ConfigValues
        .GroupBy(v => v.Key.Split('.', '[')[0])
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => $"<details><summary><code>{Html.Encode(g.Key)}</code>, {Text.Count(g.Count(), "value")}</summary>\n"
            + Pairs($"Values of the section {Html.Encode(g.Key)}, defaults included", "key", "value", g.OrderBy(v => v.Key, StringComparer.Ordinal)) + "</details>\n"));

    public static string Inputs(RunDescription description) =>
        Pairs("Content hashes (SHA-256) of the tables that this page was made from", "table", "SHA-256", Ordered(description.InputHashes));

    public static string Tools(RunDescription description) => Pairs("Pinned packages and libraries", "name", "version", Ordered(description.Tools));

    public static string Reproduce(RunDescription description) => $"""
        <p>In a checkout of the sources, on any x64 or Arm64 machine with the .NET SDK and Node:</p>
        <pre><code>./build.sh --config={Html.Encode(description.Config)}
        ./build.sh --target=Why --config={Html.Encode(description.Config)}</code></pre>
        <p>The first command runs what is not in the store yet and ends with this page, byte for byte; the second says of every stage why it is
        fresh or not. The tables are Parquet files, listed with their hashes in <code>artifacts/runs/{Html.Encode(description.Config)}/run.lock.json</code>.</p>
        <p>In an unpacked bundle of the run, <code>./verify.sh</code> checks every file and computes the certificates again, and <code>./reproduce.sh</code> runs everything again and compares table by table.</p>
        """;

    private static IEnumerable<KeyValuePair<string, string>> Ordered(IReadOnlyDictionary<string, string> pairs) => pairs.OrderBy(p => p.Key, StringComparer.Ordinal);

    private static string Pairs(string caption, string key, string value, IEnumerable<KeyValuePair<string, string>> pairs) => Html.Table(
        caption, [key, value], pairs.Select(p => (IReadOnlyList<string>)[$"<code>{Html.Encode(p.Key)}</code>", $"<code>{Html.Encode(p.Value)}</code>"]), "pairs");
}
