using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Benchmarks;

/// <summary>One kind of problem of the search comparison.</summary>
/// <param name="Problem">Dimension, width and number of targets and starts.</param>
/// <param name="OursPoints">Distinct nondegenerate critical points, modulo symmetry, that our runs ended in.</param>
/// <param name="ScipyPoints">The same for SciPy's runs.</param>
/// <param name="OursSPerPoint">Our seconds for each of them.</param>
/// <param name="ScipySPerPoint">SciPy's.</param>
/// <param name="Ratio">ScipySPerPoint / OursSPerPoint.</param>
internal sealed record SearchRow(string Problem, int OursPoints, int? ScipyPoints, double OursSPerPoint, double? ScipySPerPoint, double? Ratio);

/// <summary>
/// Multi-start search for minima on Gaussian-process targets: our trust-region Newton, polish and canonical form, against SciPy's trust-exact
/// with closed-form NumPy derivatives and a Newton polish. Same targets, starts, step budget and gradient tolerance, one thread, processor times. Both
/// have run before they are timed, and both times include our code that sorts out the distinct points.
/// </summary>
internal static class SearchBench
{
    private const int Targets = 3;
    private const int Starts = 20;
    private const int Repetitions = 5;
    private const int PointsPerAxis = 16;
    private static readonly int[] Widths = [1, 2, 3];
    private static readonly TrustRegionNewtonOptions Options = new();
    private static readonly StoppingCriteria Criteria = new();

    /// <summary>One row a width.</summary>
    public static List<SearchRow> Run(PeerRegister peers)
    {
        using var scipy = Peer.Start(peers, "SciPy", "python3-scipy", "search_scipy.py", Directory.Exists(Blas.OpenBlas) ? Blas.OpenBlas : Blas.Reference);
        var targets = DrawTargets();
        SearchOurs(targets[0], 1, StartsOf(targets[0], 1));
        scipy?.Ask("search", Request(targets[0], 1, StartsOf(targets[0], 1)));
        return [.. Widths.Select(width => Compare(width, targets, scipy))];
    }

    private static List<Sample> DrawTargets()
    {
        var design = Design.GaussLegendre(2, PointsPerAxis);
        var process = GaussianProcess.On(new SquaredExponential([0.5]), design);
        return [.. Enumerable.Range(0, Targets).Select(t =>
            new Sample(design.Nodes, design.Weights, process.Draw(new RandomStream(1, "bench", "target", t))))];
    }

    private static SearchRow Compare(int width, List<Sample> targets, Peer? scipy)
    {
        var (oursSeconds, scipySeconds, ours, theirs) = (0.0, 0.0, 0, 0);
        foreach (var target in targets)
        {
            var starts = StartsOf(target, width);
            oursSeconds += Timing.ProcessorSeconds(() => ours += SearchOurs(target, width, starts, Repetitions)) / Repetitions;
            if (scipy is not null)
            {
                var answer = scipy.Ask("search", Request(target, width, starts));
                scipySeconds += (double)answer["seconds"]!;
                double[][] points = [.. answer["points"]!.AsArray().Select(p => p!.AsArray().Select(v => (double)v!).ToArray())];
                scipySeconds += Timing.ProcessorSeconds(() => theirs += Distinct(target, width, points));
            }
        }

        var problem = $"d = 2, n = {width}, {Targets} targets, {Starts} starts each";
        return scipy is null
            ? new SearchRow(problem, ours, null, oursSeconds / ours, null, null)
            : new SearchRow(problem, ours, theirs, oursSeconds / ours, scipySeconds / theirs, scipySeconds / theirs / (oursSeconds / ours));
    }

    /// <summary>The number of distinct points; repeated, because one search at n = 1 takes less than the clock of a busy machine resolves.</summary>
    private static int SearchOurs(Sample target, int width, List<double[]> starts, int repetitions = 1)
    {
        var function = new RiskFunction(new RiskLandscape(target, Activation.Tanh, width));
        var method = new TrustRegionNewton(Options, Criteria);
        var found = 0;
        for (var i = 0; i < repetitions; i++)
        {
            found = Distinct(target, width, starts.Select(s => method.Run(function, s)).Where(r => r.Outcome == Outcome.Converged).Select(r => r.Theta));
        }

        return found;
    }

    /// <summary>How many orbits of nondegenerate critical points a list of candidates holds.</summary>
    private static int Distinct(Sample target, int width, IEnumerable<double[]> candidates)
    {
        var landscape = new RiskLandscape(target, Activation.Tanh, width);
        var judge = new CandidateJudge(landscape);
        var register = new CriticalPointRegister(landscape);
        foreach (var verdict in candidates.Select(c => judge.Judge(c)).Where(v => v.Reject is null))
        {
            register.Add(verdict, DiscoverySource.Training, parent: null);
        }

        return register.Points.Count(p => p.Kinds == RedundancyKinds.None && p.Model.Nullity == 0);
    }

    private static List<double[]> StartsOf(Sample target, int width)
    {
        var distribution = new StartDistribution(new RiskLandscape(target, Activation.Tanh, width), new StartOptions());
        return [.. Enumerable.Range(0, Starts).Select(s => distribution.Draw(new RandomStream(1, "bench", "start", width, s)))];
    }

    private static object Request(Sample target, int width, List<double[]> starts) => new
    {
        Nodes = Enumerable.Range(0, target.Count).Select(s => target.Nodes.Row(s).ToArray()),
        target.Weights,
        target.Targets,
        width,
        starts,
        Options.MaxSteps,
        Tolerance = NewtonPolish.RelativeTolerance * GradientScale.Of(target),
    };
}
