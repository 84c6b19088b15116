using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>
/// Keeps the rows of finished shards, so that a run that was stopped goes on where it was. A shard is a folder with a Parquet file for each table and a receipt,
/// moved into place as a whole; it is used only if every file has the hash that the receipt names. The folder belongs to one fingerprint.
/// </summary>
/// <param name="folder">Where shards are kept; made when the first is.</param>
/// <param name="rows">The row record of each of the stage's tables.</param>
/// <param name="origin">Stage and fingerprint.</param>
internal sealed class ShardStore(string folder, IReadOnlyDictionary<string, Type> rows, TableOrigin origin)
{
    private const string ReceiptName = "shard.json";

    private static readonly MethodInfo ReadAnyRows = typeof(ShardStore).GetMethod(nameof(ReadRows), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>What a shard holds: the SHA-256 of each table's file, and each item's number of rows by table.</summary>
    private sealed record Receipt(SortedDictionary<string, string> Sha256, IReadOnlyList<SortedDictionary<string, int>> Items);

    /// <summary>The outputs of a shard's items, or null if it is not there.</summary>
    /// <exception cref="IOException">It is there and cannot be used; the message says why.</exception>
    public StageOutput[]? Load(string shard)
    {
        var path = Path.Combine(folder, shard);
        if (!Directory.Exists(path))
        {
            return null;
        }

        try
        {
            var receipt = ReadReceipt(Path.Combine(path, ReceiptName));
            var tables = receipt.Sha256.ToDictionary(t => t.Key, t => Verified(path, t.Key, t.Value), StringComparer.Ordinal);
            return Split(receipt, tables);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or UnauthorizedAccessException)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <summary>Keeps the outputs of a shard's items.</summary>
    public void Save(string shard, IReadOnlyList<StageOutput> outputs)
    {
        var path = Path.Combine(folder, shard);
        var temporary = $"{path}.partial-{Environment.ProcessId}";
        Directory.CreateDirectory(temporary);
        try
        {
            var names = outputs.SelectMany(o => o.Tables.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
            var hashes = names.ToDictionary(name => name, name => ParquetTable.Write(FileOf(temporary, name), rows[name], Joined(outputs, name), origin).Sha256);
            var counts = outputs.Select(o => new SortedDictionary<string, int>(o.Tables.ToDictionary(t => t.Key, t => t.Value.Rows.Count), StringComparer.Ordinal));
            var receipt = new Receipt(new SortedDictionary<string, string>(hashes, StringComparer.Ordinal), [.. counts]);
            WriteReceipt(Path.Combine(temporary, ReceiptName), receipt);
            Directory.Move(temporary, path);
        }
        finally
        {
            Delete(temporary);
        }
    }

    /// <summary>Removes a shard that cannot be used.</summary>
    public void Discard(string shard) => Delete(Path.Combine(folder, shard));

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    // The first line is the hash of the rest: nothing else vouches for the receipt.
    private static void WriteReceipt(string file, Receipt receipt)
    {
        var json = JsonSerializer.Serialize(receipt);
        File.WriteAllText(file, $"{HashOf(json)}\n{json}");
    }

    private static Receipt ReadReceipt(string file)
    {
        var text = File.ReadAllText(file);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var json = text[(end + 1)..];
        return end > 0 && text[..end] == HashOf(json)
            ? JsonSerializer.Deserialize<Receipt>(json)!
            : throw new IOException($"{ReceiptName} does not have the hash that it begins with");
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string FileOf(string path, string table) => Path.Combine(path, $"{table}.parquet");

    private IList Joined(IEnumerable<StageOutput> outputs, string table)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(rows[table]))!;
        foreach (var row in outputs.Where(o => o.Tables.ContainsKey(table)).SelectMany(o => o.Tables[table].Rows.Cast<object>()))
        {
            list.Add(row);
        }

        return list;
    }

    private IList Verified(string path, string table, string sha256)
    {
        var file = FileOf(path, table);
        var found = ContentHash.OfFile(file);
        return found == sha256
            ? (IList)ReadAnyRows.MakeGenericMethod(rows[table]).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [file], null)!
            : throw new IOException($"{table}.parquet has SHA-256 {found}, expected {sha256}");
    }

    private static List<TRow> ReadRows<TRow>(string file)
        where TRow : class => [.. ParquetTable.Read<TRow>(file)];

    private StageOutput[] Split(Receipt receipt, Dictionary<string, IList> tables)
    {
        var position = tables.Keys.ToDictionary(name => name, _ => 0, StringComparer.Ordinal);
        return [.. receipt.Items.Select(counts => counts.Aggregate(new StageOutput(), (output, count) =>
        {
            var part = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(rows[count.Key]))!;
            var first = position[count.Key];
            position[count.Key] = first + count.Value;
            Enumerable.Range(first, count.Value).ToList().ForEach(i => part.Add(tables[count.Key][i]));
            return output.Add(count.Key, rows[count.Key], part);
        }))];
    }
}
