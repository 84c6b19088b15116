using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>How much is searched on one landscape.</summary>
/// <param name="HighestIndex">Largest Morse index that is looked for.</param>
/// <param name="IndexSearches">Random starts for every index 1..HighestIndex.</param>
/// <param name="GradientNormStarts">Random starts of the gradient-norm descent.</param>
/// <param name="Paths">Largest number of pairs of minima whose connecting path is searched, nearest risks first.</param>
/// <param name="Climbs">Largest number of searches that leave found points along their modes.</param>
/// <param name="ModesPerPoint">Softest uphill modes along which a point is left.</param>
/// <param name="Displacement">First step away from a point, Euclidean.</param>
/// <param name="Starts">How random starts are drawn.</param>
/// <param name="MaximumIterations">Steps of one search.</param>
/// <param name="TrustRadius">Largest step of an index-k search.</param>
public sealed record SearchEffort(
    int HighestIndex,
    int IndexSearches,
    int GradientNormStarts,
    int Paths,
    int Climbs,
    int ModesPerPoint,
    double Displacement,
    StartOptions Starts,
    int MaximumIterations,
    double TrustRadius);

/// <summary>A candidate that is not a critical point.</summary>
/// <param name="Model">The model where the search or polish ended.</param>
/// <param name="Reason">Why it is none.</param>
/// <param name="Source">The search that proposed it.</param>
public sealed record RejectedCandidate(SpectralModel Model, RejectReason Reason, DiscoverySource Source);

/// <summary>
/// All searches for critical points of one landscape, in a fixed order: trained candidates, index-k searches and gradient-norm descents from
/// random starts, paths between minima, then climbs from every efficient point that is known, new ones included, until none is left or
/// the effort is spent.
/// </summary>
public sealed class CriticalPointSearch
{
    private const int PathNodes = 31;

    private readonly RiskFunction function;
    private readonly SearchEffort effort;
    private readonly StartDistribution starts;
    private readonly RandomStream stream;
    private readonly SymmetryGroup group;
    private readonly CandidateJudge judge;
    private readonly CriticalPointRegister register;
    private readonly IndexKSaddleSearch saddles;
    private readonly GradientNormDescent descent;
    private readonly List<RejectedCandidate> rejects = [];

    /// <summary>Prepares the searches.</summary>
    /// <param name="landscape">The landscape, used as it is (one per thread).</param>
    /// <param name="effort">How much is searched.</param>
    /// <param name="stream">Random starts.</param>
    public CriticalPointSearch(RiskLandscape landscape, SearchEffort effort, RandomStream stream)
    {
        (this.effort, this.stream) = (effort, stream);
        function = new RiskFunction(landscape);
        starts = new StartDistribution(landscape, effort.Starts);
        group = SymmetryGroup.Of(landscape);
        judge = new CandidateJudge(landscape);
        register = new CriticalPointRegister(landscape);
        var scale = GradientScale.Of(landscape.Sample);
        saddles = new IndexKSaddleSearch(scale, effort.MaximumIterations, effort.TrustRadius);
        descent = new GradientNormDescent(scale, effort.MaximumIterations);
    }

    /// <summary>The distinct critical points, in order of discovery.</summary>
    public IReadOnlyList<FoundPoint> Points => register.Points;

    /// <summary>The candidates that are none, in order of appearance.</summary>
    public IReadOnlyList<RejectedCandidate> Rejects => rejects;

    /// <summary>Runs all searches.</summary>
    /// <param name="trained">End points of training runs.</param>
    public void Run(IReadOnlyList<double[]> trained)
    {
        foreach (var theta in trained)
        {
            Consider(theta, DiscoverySource.Training, null);
        }

        SearchFromRandomStarts();
        SearchPathsBetweenMinima();
        ClimbFromFoundPoints();
    }

    private void SearchFromRandomStarts()
    {
        for (var search = 0; search < effort.IndexSearches * effort.HighestIndex; search++)
        {
            var index = 1 + (search % effort.HighestIndex);
            Consider(saddles.Run(function, starts.Draw(stream), index), DiscoverySource.IndexSearch, null);
        }

        for (var search = 0; search < effort.GradientNormStarts; search++)
        {
            Consider(descent.Run(function, starts.Draw(stream)), DiscoverySource.GradientNorm, null);
        }
    }

    private void SearchPathsBetweenMinima()
    {
        var minima = register.Points.Where(p => p is { Kinds: RedundancyKinds.None, MorseIndex: 0 }).OrderBy(p => p.Model.Risk).ToList();
        var pairs = minima.SelectMany((from, i) => minima.Skip(i + 1).Select(to => (from, to))).OrderBy(pair => pair.to.Model.Risk);
        foreach (var (from, to) in pairs.Take(effort.Paths).ToList())
        {
            var image = group.NearestImage(from.Model.Theta, to.Model.Theta);
            var highest = StraightPath.Highest(function, from.Model.Theta, image, PathNodes);
            Consider(saddles.Run(function, highest, 1), DiscoverySource.Path, null);
            Consider(descent.Run(function, highest), DiscoverySource.Path, null);
        }
    }

    // The list grows while it is walked: points found by a climb are climbed from in their turn.
    private void ClimbFromFoundPoints()
    {
        var climbs = 0;
        for (var position = 0; position < register.Points.Count; position++)
        {
            foreach (var (index, direction) in Departures(register.Points[position]))
            {
                if (climbs++ >= effort.Climbs)
                {
                    return;
                }

                var start = Vectors.Plus(register.Points[position].Model.Theta, 1, direction);
                Consider(saddles.Run(function, start, index), DiscoverySource.Climb, position);
            }
        }
    }

    /// <summary>Where to go from an efficient point of index k: up its softest uphill modes to index k + 1, down its unstable ones to k - 1.</summary>
    private IEnumerable<(int Index, double[] Direction)> Departures(FoundPoint point)
    {
        if (point.Kinds != RedundancyKinds.None)
        {
            yield break;
        }

        var softest = Math.Min(point.Model.Theta.Length, point.MorseIndex + effort.ModesPerPoint);
        for (var mode = 0; mode < softest; mode++)
        {
            var index = point.MorseIndex + (mode < point.MorseIndex ? -1 : 1);
            for (var sign = -1; sign <= 1 && index <= effort.HighestIndex; sign += 2)
            {
                yield return (index, Vectors.Plus(new double[point.Model.Theta.Length], sign * effort.Displacement, point.Model.Mode(mode)));
            }
        }
    }

    private void Consider(SearchResult result, DiscoverySource source, int? parent)
    {
        switch (result.Status)
        {
            case SearchStatus.Candidate:
                Consider(result.Model.Theta, source, parent);
                break;
            case SearchStatus.GradientFlat:
                rejects.Add(new RejectedCandidate(result.Model, RejectReason.GradientFlat, source));
                break;
            case SearchStatus.Diverging:
                rejects.Add(new RejectedCandidate(result.Model, RejectReason.Diverging, source));
                break;
            default:
                rejects.Add(new RejectedCandidate(result.Model, RejectReason.Undecided, source));
                break;
        }
    }

    private void Consider(double[] candidate, DiscoverySource source, int? parent)
    {
        var verdict = judge.Judge(candidate);
        if (verdict.Reject is { } reason)
        {
            rejects.Add(new RejectedCandidate(verdict.Model, reason, source));
        }
        else
        {
            register.Add(verdict, source, parent);
        }
    }
}
