namespace Landscape.Stages.Tests;

/// <summary>A clone with a finished run of the configuration "tiny", whose stages take a second each. Built once; the tests take turns and clean up.</summary>
public sealed class Baseline : IDisposable
{
    internal const string Config = "tiny";

    internal const string Text = """
        # what the end-to-end tests run
        seed: 1

        generate:
          targets:
            - family: gaussian-process
              input_dim: 1
              count: 1
              kernel: { kind: matern-5/2, length: [0.5] }
              design: { kind: gauss-legendre, points: 12 }
            - family: teacher
              input_dim: 2
              count: 1
              width: 2
              design: { kind: gauss-legendre, points: 5 }

        train:
          cells:
            - widths: [1, 2]
              starts: { trust_region_newton: 4, gradient_flow: 1, gradient_descent: 1 }

        detect:
          index_searches: 2
          gradient_norm_starts: 2
          paths: 1
          climbs: 6

        rates:
          minima: 2
          degenerate_minima: 1
          steps: 200

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
          trace_runs: 10

        """;

    internal Clone Clone { get; } = new();

    internal Outcome First { get; }

    public Baseline()
    {
        File.WriteAllText(Clone.PathOf($"configs/{Config}.yml"), Text);
        First = Clone.Run($"--config={Config}");
        Assert.True(First.ExitCode == 0, First.Text);
    }

    public void Dispose() => Clone.Dispose();
}

/// <summary>All tests of the finished run share it.</summary>
[CollectionDefinition("baseline")]
public sealed class BaselineCollection : ICollectionFixture<Baseline>;
