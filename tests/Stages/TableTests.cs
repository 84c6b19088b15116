using Landscape.Artifacts;
using Landscape.Artifacts.Tests;

namespace Landscape.Stages.Tests;

[Collection("baseline")]
public sealed class TableTests(Baseline baseline)
{
    // Those of the contract, at least one of each stage.
    private static readonly string[] ContractTables =
        [
            "certificates", "claims", "classes", "critical_points", "discoveries", "enumerated_points", "enumerations", "flows", "nodes", "problems", "rejects", "runs",
            "spectra", "traces",
        ];

    [Fact]
    public void An_independent_reader_agrees_on_every_value_of_every_table_of_a_run()
    {
        var tables = Tables();

        Assert.Superset(ContractTables.ToHashSet(), tables.Select(table => table.Name).ToHashSet());
        Assert.Empty(HyparquetComparison.Differences(tables.Select(table => table.Path).ToList()));
    }

    [Fact]
    public void The_run_lock_and_the_metadata_describe_every_table()
    {
        Assert.All(Tables(), table =>
        {
            VerifiedTable.Verify(table.Path, table.Locked.Sha256);
            var metadata = ParquetTable.ReadMetadata(table.Path);
            Assert.Equal(($"{table.Stage}.{table.Name}", table.Stage, table.Fingerprint), (metadata.Schema, metadata.Stage, metadata.Fingerprint));
            Assert.Equal(StageManifest.Read(Path.Combine(Path.GetDirectoryName(table.Path)!, StageManifest.FileName)).Tables[table.Name].Rows, table.Locked.Rows);
        });
    }

    private List<(string Stage, string Fingerprint, string Name, LockedTable Locked, string Path)> Tables()
    {
        var runLock = RunLock.Read(baseline.Clone.PathOf($"artifacts/runs/{Baseline.Config}/{RunLock.FileName}"));
        return runLock.Stages.SelectMany(stage => stage.Value.Tables.Select(table =>
            (stage.Key, stage.Value.Fingerprint, table.Key, table.Value, baseline.Clone.PathOf($"{stage.Value.Path}/{table.Value.File}")))).ToList();
    }
}
