using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Landscape.Staging.Hosting;

/// <summary>What vouches for a shard: whose it is, the SHA-256 of each table's file, and each item's number of rows by table.</summary>
/// <param name="Fingerprint">The stage's fingerprint.</param>
/// <param name="Activity">The activity.</param>
/// <param name="Shard">The shard's name.</param>
/// <param name="Sha256">Hash of a table's file by table.</param>
/// <param name="Items">Number of rows by table, for each item in order.</param>
/// <param name="Attempt">Which attempt made it; 0 for a run that computes its items itself. For people: equal shards may differ in it.</param>
internal sealed record ShardReceipt(
    string Fingerprint, string Activity, string Shard, SortedDictionary<string, string> Sha256, IReadOnlyList<SortedDictionary<string, int>> Items, int Attempt)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "shard.json";

    /// <summary>Writes the receipt; its first line is the hash of the rest, because nothing else vouches for it.</summary>
    public void Write(string folder)
    {
        var json = JsonSerializer.Serialize(this);
        File.WriteAllText(Path.Combine(folder, FileName), $"{HashOf(json)}\n{json}");
    }

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="IOException">It is missing or was changed.</exception>
    public static ShardReceipt Read(string folder)
    {
        var text = File.ReadAllText(Path.Combine(folder, FileName));
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var json = text[(end + 1)..];
        return end > 0 && text[..end] == HashOf(json)
            ? JsonSerializer.Deserialize<ShardReceipt>(json)!
            : throw new IOException($"{FileName} does not have the hash that it begins with");
    }

    /// <summary>The first table whose bytes differ, with both hashes, or null if both hold the same rows of the same items.</summary>
    public string? DifferenceTo(ShardReceipt other)
    {
        var table = Sha256.Keys.Union(other.Sha256.Keys).Order(StringComparer.Ordinal).FirstOrDefault(t => HashOfTable(t) != other.HashOfTable(t));
        return table is not null ? $"{table} has SHA-256 {HashOfTable(table)} and {other.HashOfTable(table)}"
            : Items.Count == other.Items.Count && Items.Zip(other.Items).All(pair => pair.First.SequenceEqual(pair.Second)) ? null
            : "the items have different numbers of rows";
    }

    private string HashOfTable(string table) => Sha256.GetValueOrDefault(table, "(no such table)");

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
