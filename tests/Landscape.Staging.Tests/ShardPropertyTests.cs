using FsCheck;
using FsCheck.Fluent;
using Landscape.Staging.Hosting;
using Serilog.Core;

namespace Landscape.Staging.Tests;

/// <summary>However often a run is stopped, whatever becomes of its shards meanwhile and however its items are cut: the rows are those of one loop.</summary>
public sealed class ShardPropertyTests
{
    private const string Folder = "kept-sums";

    /// <summary>What happens to the shards between two runs.</summary>
    private enum Damage
    {
        None,
        FlippedBit,
        TruncatedReceipt,
        DeletedTable,
        NameOfOtherItems,
        NameOfOtherCount,
        PartialFolder,
    }

    /// <summary>A run that is stopped after some shards, and then the damage.</summary>
    private sealed record Stopped(int ShardCount, int After, Damage Damage, int Which);

    private sealed record History(int Items, Stopped[] Runs, int LastShardCount);

    private static Gen<History> Histories =>
        from items in Gen.Choose(0, 12)
        from runs in (from shards in Gen.Choose(1, 6)
                      from after in Gen.Choose(0, 4)
                      from damage in Gen.Elements(Enum.GetValues<Damage>())
                      from which in Gen.Choose(0, 1000)
                      select new Stopped(shards, after, damage, which)).ArrayOf()
        from last in Gen.Choose(1, 6)
        select new History(items, [.. runs.Take(3)], last);

    // 25 histories of about two runs and ten shards each; every disturbance is met several times.
    [Fact]
    public void Any_history_of_counts_stops_and_damage_gives_the_rows_of_one_loop() =>
        Prop.ForAll(Histories.ToArbitrary(), RowsAreThoseOfOneLoop).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void The_missing_shards_are_exactly_the_missing_items_in_order_and_no_larger_than_asked_for() =>
        Prop.ForAll(
            (from there in Gen.Elements(true, false).ArrayOf() from count in Gen.Choose(1, 200) select (there, count)).ToArbitrary(),
            x =>
            {
                var missing = ShardPlan.Missing(x.there.Length, x.count, i => x.there[i]);
                var size = Math.Max(1, Math.Ceiling((double)x.there.Length / x.count));
                return missing.SelectMany(shard => shard.Items).SequenceEqual(Enumerable.Range(0, x.there.Length).Where(i => !x.there[i]))
                    && missing.All(shard => shard.Count >= 1 && shard.Count <= size && Shard.Named(shard.Name) == shard);
            }).QuickCheckThrowOnFailure();

    /// <summary>Makes shards by workers until it is stopped.</summary>
    private sealed class StoppedWorkers(int after) : IShardExecutor
    {
        public IReadOnlyDictionary<Shard, string> Make(ShardOrder order)
        {
            // From the end on: nothing may rely on the order in which shards are made.
            foreach (var shard in order.Missing.Reverse().Take(after))
            {
                using var work = PartialFolder.In(Path.GetTempPath(), "property");
                var request = RunRequest.Read(order.RequestFile) with { Output = work.Path };
                StageRun.ExecuteShard(request, new ShardTask(order.Activity, shard.Name, 1), Logger.None, TimeProvider.System, default);
            }

            return after < order.Missing.Count ? throw new OperationCanceledException() : new Dictionary<Shard, string>();
        }
    }

    private static bool RowsAreThoseOfOneLoop(History history)
    {
        using var host = new HostFixture();
        foreach (var run in history.Runs)
        {
            Try(host, history.Items, run);
            Apply(run, Path.Combine(host.Folder, "shards", Folder));
            host.ClearOutput();
        }

        var sums = host.Run(Request(host, "keep", history.Items, history.LastShardCount), executor: new StoppedWorkers(int.MaxValue)).Tables["sums"];
        host.ClearOutput();
        return sums == host.Run(Request(host, "plain", history.Items, 1)).Tables["sums"];
    }

    private static void Try(HostFixture host, int items, Stopped run)
    {
        try
        {
            host.Run(Request(host, "keep", items, run.ShardCount), executor: new StoppedWorkers(run.After));
        }
        catch (OperationCanceledException)
        {
            // what was made until then is kept
        }
    }

    private static RunRequest Request(HostFixture host, string mode, int items, int shards) =>
        host.Request($$"""{"mode": "{{mode}}", "count": {{items}}}""") with { ShardCount = shards };

    private static void Apply(Stopped run, string folder)
    {
        var shards = Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList() : [];
        if (shards.Count == 0)
        {
            return;
        }

        var path = shards[run.Which % shards.Count];
        var shard = Shard.Named(Path.GetFileName(path))!;
        var table = Path.Combine(path, "sums.parquet");
        switch (run.Damage)
        {
            case Damage.FlippedBit:
                var bytes = File.ReadAllBytes(table);
                bytes[run.Which % bytes.Length] ^= 1;
                File.WriteAllBytes(table, bytes);
                break;
            case Damage.TruncatedReceipt:
                var receipt = Path.Combine(path, ShardReceipt.FileName);
                File.WriteAllBytes(receipt, File.ReadAllBytes(receipt)[..^1]);
                break;
            case Damage.DeletedTable:
                File.Delete(table);
                break;
            case Damage.NameOfOtherItems:
                MoveTo(shard with { First = 0 });
                break;
            case Damage.NameOfOtherCount:
                MoveTo(shard with { Total = shard.Total + 1 });
                break;
            case Damage.PartialFolder:
                Directory.Move(path, Path.Combine(folder, $".partial-{Environment.MachineName}~{int.MaxValue}~1~{shard.Name}"));
                break;
        }

        void MoveTo(Shard other)
        {
            if (!Directory.Exists(Path.Combine(folder, other.Name)))
            {
                Directory.Move(path, Path.Combine(folder, other.Name));
            }
        }
    }
}
