using System.Diagnostics;
using System.Text.Json.Nodes;
using Landscape.Pipeline;

namespace Landscape.Faults.Tests.Artifacts;

/// <summary>Harm to files of a finished run, one at a time and many at once: none of it is taken for good, and the next plain run mends it.</summary>
[Collection("faults")]
public sealed class ArtifactTests : IDisposable
{
    private readonly Undisturbed undisturbed;
    private readonly List<ArtifactFile> files;
    private readonly Judge judge;

    public ArtifactTests(Undisturbed undisturbed)
    {
        this.undisturbed = undisturbed;
        undisturbed.Run();
        Assert.True(undisturbed.IsRight());
        judge = new Judge(undisturbed.Clone, Undisturbed.Config);
        files = ArtifactFile.AllOf(undisturbed.Clone.PathOf("artifacts"));
    }

    public void Dispose() => undisturbed.Run();

    [Fact]
    public void No_harmed_file_is_taken_for_good()
    {
        var random = new Random(20260106);
        var kinds = files.GroupBy(f => f.Kind).ToList();
        Assert.Superset(
            new HashSet<string> { "table in the store", "manifest", "seal of a manifest", "file in the store", "run lock", "published report", "receipt", "ledger", "plan", "stage result" },
            kinds.Select(k => k.Key).ToHashSet());
        for (var trial = 0; trial < Size.Of(5, 60); trial++)
        {
            foreach (var kind in kinds)
            {
                var clock = Stopwatch.StartNew();
                var file = kind.ElementAt(random.Next(kind.Count()));
                var harm = file.Harm(random, files);
                var believed = judge.WronglyBelieved();
                var nothingToDo = judge.SaysNothingToDo();
                var wrong = believed.Count > 0 || (nothingToDo && !judge.IsPublishedRight()) || (kind.Key == "plan" && judge.BelievesAnotherPlan());
                file.Restore();
                Journal.Write(new Fault($"harmed {kind.Key}", $"{harm}: {file.Path}", !nothingToDo, wrong, clock.Elapsed.TotalSeconds));
            }
        }

        Assert.True(judge.SaysNothingToDo());
    }

    /// <summary>What no hash of a table covers too: times, host, tools, reasons, warnings.</summary>
    [Fact]
    public void A_change_of_any_value_in_a_manifest_is_noticed_with_and_without_the_ledger()
    {
        var store = new Store(new Repository(undisturbed.Clone.Root));
        foreach (var file in files.Where(f => f.Kind == "manifest").Take(Size.Of(1, int.MaxValue)))
        {
            var text = File.ReadAllText(file.Path);
            var (stage, fingerprint) = (Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file.Path)!)!), Path.GetFileName(Path.GetDirectoryName(file.Path)!));
            foreach (var path in Leaves(JsonNode.Parse(text)!))
            {
                var clock = Stopwatch.StartNew();
                file.Replace(System.Text.Encoding.UTF8.GetBytes(WithOther(text, path)));
                Directory.Move(store.Ledgers, store.Ledgers + ".away");
                var alone = store.Find(stage, fingerprint);
                Directory.Move(store.Ledgers + ".away", store.Ledgers);
                var wrong = alone.Entry is not null || store.Find(stage, fingerprint).Entry is not null;
                file.Restore();
                Journal.Write(new Fault("edited value of a manifest", $"{string.Join('.', path)} in {file.Path}", alone.Damage is not null, wrong, clock.Elapsed.TotalSeconds));
            }
        }
    }

    [Fact]
    public void An_entry_that_was_replaced_as_a_whole_is_noticed()
    {
        var repository = new Repository(undisturbed.Clone.Root);
        var run = RunLock.Load(repository, Undisturbed.Config)!;
        var (generate, train) = (repository.Absolute(run.Stages["generate"].Path), repository.Absolute(run.Stages["train"].Path));
        AssertNotBelieved("entry of another stage", generate, () => CopyEntry(train, generate), "of another fingerprint");
        AssertNotBelieved("forged entry, sound in itself", generate, () => Forge(generate), "manifest.json was replaced");
        AssertNotBelieved("file in place of an entry", generate, () => File.WriteAllText(generate, ""), "is a file; expected a folder");
    }

    [Fact]
    public void After_harm_to_many_files_at_once_the_next_plain_run_is_right_and_has_named_the_results_that_were_harmed()
    {
        var random = new Random(20260107);
        for (var trial = 0; trial < Size.Of(1, 25); trial++)
        {
            var clock = Stopwatch.StartNew();
            var harmed = Enumerable.Range(0, random.Next(3, 12)).Select(_ => files[random.Next(files.Count)]).Append(files.Where(f => f.Kind == "table in the store").ElementAt(trial)).Distinct().ToList();
            var harms = harmed.ConvertAll(f => $"{f.Kind} {f.Harm(random, files)}");
            var outcome = undisturbed.Clone.Run($"--config={Undisturbed.Config}");
            var right = outcome.ExitCode == 0 && undisturbed.IsRight();
            Journal.Write(new Fault("many files harmed at once, then a plain run", string.Join(", ", harms), outcome.Text.Contains("damaged", StringComparison.Ordinal), !right, clock.Elapsed.TotalSeconds));
            Assert.Contains("damaged", outcome.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", outcome.Text, StringComparison.Ordinal);
        }
    }

    private void AssertNotBelieved(string kind, string entry, Action harm, string message)
    {
        var clock = Stopwatch.StartNew();
        Directory.Move(entry, entry + ".away");
        harm();
        var wrong = judge.SaysNothingToDo() || judge.WronglyBelieved().Count > 0;
        var why = judge.Why();
        Store.Delete(entry);
        Directory.Move(entry + ".away", entry);
        Journal.Write(new Fault(kind, entry, why.Contains(message, StringComparison.Ordinal), wrong, clock.Elapsed.TotalSeconds));
        Assert.Contains(message, why, StringComparison.Ordinal);
    }

    private static void CopyEntry(string from, string to)
    {
        Directory.CreateDirectory(to);
        Directory.EnumerateFiles(from).ToList().ForEach(f => File.Copy(f, Path.Combine(to, Path.GetFileName(f))));
    }

    /// <summary>Another table, with the manifest and its seal recomputed for it.</summary>
    private static void Forge(string entry)
    {
        CopyEntry(entry + ".away", entry);
        foreach (var file in Directory.EnumerateFiles(entry))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        var table = Path.Combine(entry, "nodes.parquet");
        var manifest = Path.Combine(entry, Manifest.FileName);
        var old = ContentHash.OfFile(table);
        File.Copy(Path.Combine(entry, "problems.parquet"), table, overwrite: true);
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(old, ContentHash.OfFile(table), StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(entry, Manifest.SealName), $"{ContentHash.OfFile(manifest)}  {Manifest.FileName}\n");
    }

    private static IEnumerable<string[]> Leaves(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value!).Select(rest => (string[])[p.Key, .. rest])),
        JsonArray a => a.SelectMany((item, i) => Leaves(item!).Select(rest => (string[])[$"{i}", .. rest])),
        _ => [[]],
    };

    private static string WithOther(string text, string[] path)
    {
        var root = JsonNode.Parse(text)!;
        var parent = path[..^1].Aggregate(root, (node, key) => node is JsonArray a ? a[int.Parse(key)]! : node[key]!);
        JsonNode other = (parent is JsonArray list ? list[int.Parse(path[^1])] : parent[path[^1]])!.GetValueKind() == System.Text.Json.JsonValueKind.Number ? 4711 : "another";
        if (parent is JsonArray items)
        {
            items[int.Parse(path[^1])] = other;
        }
        else
        {
            parent[path[^1]] = other;
        }

        return root.ToJsonString();
    }
}
