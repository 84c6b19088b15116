using System.Diagnostics;
using Landscape.Pipeline;
using Landscape.Stages.Tests;

namespace Landscape.Faults.Tests;

/// <summary>
/// A clone with a finished, undisturbed run of the configuration "quick", and the bytes of that run. Built once; the tests take turns, do harm, and leave a clone
/// in which the next plain run is right: that it is, is what they test.
/// </summary>
public sealed class Undisturbed : IDisposable
{
    internal const string Config = "quick";

    /// <summary>Also for clones that are disturbed as a whole.</summary>
    internal const string Text = """
        # the least that goes through every stage
        seed: 1

        generate:
          targets:
            - family: gaussian-process
              input_dim: 1
              count: 1
              kernel: { kind: matern-5/2, length: [0.5] }
              design: { kind: gauss-legendre, points: 8 }

        train:
          cells:
            - widths: [1]
              starts: { trust_region_newton: 4, gradient_descent: 1 }

        detect:
          index_searches: 1
          gradient_norm_starts: 1
          paths: 1
          climbs: 2

        rates:
          minima: 1
          degenerate_minima: 1
          steps: 100

        compose:
          scalar_costs: [log-cosh]
          matrix_costs: [log-det-trace]
          hidden: [2]
          layers: [2]
          shapes: [2-3-2]
          starts: { count: 1 }
          imbalance: { lowest_decade: 0, highest_decade: 0 }
          exit_decades: 1
          invariants: { tolerances: [1.0e-6], collocation_steps: [32], descent_steps: [64] }
          least_squares_sizes: [2]
          portraits: { starts_per_side: 1, samples: 5 }

        report:
          trace_runs: 5
          spectrum_strips: 2
          scatter_points: 100
          landscapes: 1
          fit_targets: 1

        """;

    internal Clone Clone { get; } = new(withBuild: true);

    /// <summary>SHA-256 by path of everything that the run made.</summary>
    internal SortedDictionary<string, string> Bytes { get; }

    /// <summary>How long the run took.</summary>
    internal TimeSpan Duration { get; }

    public Undisturbed()
    {
        File.WriteAllText(Clone.PathOf($"configs/{Config}.yml"), Text);
        var clock = Stopwatch.StartNew();
        Run();
        Duration = clock.Elapsed;
        Bytes = Clone.Results(Config);
    }

    /// <summary>Deletes results and what is known about them, so that the next run begins at the beginning; what was built stays.</summary>
    internal void Forget() => new[] { "store", "runs", ".state/receipts", ".state/results", ".state/plans", ".state/manifests", ".state/shards" }
        .Select(f => Clone.PathOf($"artifacts/{f}")).ToList().ForEach(Store.Delete);

    /// <summary>A plain run, which has to succeed.</summary>
    internal Outcome Run() => Clone.Succeed($"--config={Config}");

    /// <summary>Whether everything that is there now has the bytes of the undisturbed run, and nothing more is there.</summary>
    internal bool IsRight() => Clone.Results(Config).SequenceEqual(Bytes);

    /// <summary>A plain run now ends with the bytes of the undisturbed one, and leaves nothing half done.</summary>
    internal void AssertNextRunIsRight()
    {
        Run();
        Assert.True(IsRight(), "the next run has other bytes");
        Assert.Empty(Clone.UnfinishedResults());
    }

    public void Dispose() => Clone.Dispose();
}

/// <summary>All tests share the clone and take turns.</summary>
[CollectionDefinition("faults")]
public sealed class FaultsCollection : ICollectionFixture<Undisturbed>;
