using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>How much is searched on one landscape.</summary>
/// <param name="HighestIndex">Largest Morse index that is looked for.</param>
/// <param name="IndexSearches">Random starts for every index 1..HighestIndex.</param>
/// <param name="GradientNormStarts">Random starts of the gradient-norm descent.</param>
/// <param name="Paths">Largest number of pairs of minima whose connecting path is searched, nearest risks first.</param>
/// <param name="Splits">Largest number of searches from split points of width n - 1.</param>
/// <param name="Extensions">Largest number of searches from extended points of width n - 1.</param>
/// <param name="Climbs">Largest number of searches that leave found points along their modes.</param>
/// <param name="ModesPerPoint">Softest uphill modes along which a point is left.</param>
/// <param name="Displacement">First step away from a point, Euclidean.</param>
/// <param name="Deflations">Largest number of deflated searches from beside found points.</param>
/// <param name="Starts">How random starts are drawn.</param>
/// <param name="MaximumIterations">Steps of one search.</param>
/// <param name="TrustRadius">Largest step of an index-k search.</param>
public sealed record SearchEffort(
    int HighestIndex,
    int IndexSearches,
    int GradientNormStarts,
    int Paths,
    int Splits,
    int Extensions,
    int Climbs,
    int ModesPerPoint,
    double Displacement,
    int Deflations,
    StartOptions Starts,
    int MaximumIterations,
    double TrustRadius);

/// <summary>A candidate that is not a critical point.</summary>
/// <param name="Theta">Where its search or polish ended, P.</param>
/// <param name="Risk">J there.</param>
/// <param name="GradientNorm">max|dJ| there.</param>
/// <param name="Flatness">|H g| / (|H| |g|) there.</param>
/// <param name="Reason">Why it is none.</param>
/// <param name="Source">The search that proposed it.</param>
public sealed record RejectedCandidate(double[] Theta, double Risk, double GradientNorm, double Flatness, RejectReason Reason, DiscoverySource Source)
{
    /// <summary>|theta|, Euclidean.</summary>
    public double ParameterNorm { get; } = Vectors.Norm(Theta);
}

/// <summary>
/// All searches for critical points of one landscape, in a fixed order: trained candidates, index-k searches and gradient-norm descents from
/// random starts, paths between minima, splits and extensions of the points of width n - 1, deflated searches from beside efficient points, then climbs from every
/// efficient point that is known, new ones included, until none is left or the effort is spent.
/// </summary>
public sealed class CriticalPointSearch
{
    private const int PathNodes = 31;

    // Deflated searches begin this far from a known point, in every coordinate: the length of the basin of Newton's method, roughly.
    private const double DeflationDistance = 0.3;

    // A deflated search that finds something takes some twenty steps; it does not tell when it will find nothing.
    private const int DeflationIterations = 60;

    private readonly RiskLandscape landscape;
    private readonly RiskFunction function;
    private readonly SearchEffort effort;
    private readonly StartDistribution starts;
    private readonly RandomStream stream;
    private readonly SymmetryGroup group;
    private readonly CandidateJudge judge;
    private readonly CriticalPointRegister register;
    private readonly IndexKSaddleSearch saddles;
    private readonly GradientNormDescent descent;
    private readonly DeflatedNewton deflated;
    private readonly List<RejectedCandidate> rejects = [];

    /// <summary>Prepares the searches.</summary>
    /// <param name="landscape">The landscape, used as it is (one per thread).</param>
    /// <param name="effort">How much is searched.</param>
    /// <param name="stream">Random starts.</param>
    public CriticalPointSearch(RiskLandscape landscape, SearchEffort effort, RandomStream stream)
    {
        (this.landscape, this.effort, this.stream) = (landscape, effort, stream);
        function = new RiskFunction(landscape);
        starts = new StartDistribution(landscape, effort.Starts);
        group = SymmetryGroup.Of(landscape);
        judge = new CandidateJudge(landscape);
        register = new CriticalPointRegister(landscape);
        var scale = GradientScale.Of(landscape.Sample);
        saddles = new IndexKSaddleSearch(scale, effort.MaximumIterations, effort.TrustRadius);
        descent = new GradientNormDescent(scale, effort.MaximumIterations);
        deflated = new DeflatedNewton(scale, DeflationIterations, (theta, known) => group.NearestImage(theta, known));
    }

    /// <summary>The distinct critical points, in order of discovery.</summary>
    public IReadOnlyList<FoundPoint> Points => register.Points;

    /// <summary>The candidates that are none, in order of appearance.</summary>
    public IReadOnlyList<RejectedCandidate> Rejects => rejects;

    /// <summary>Which searches found what.</summary>
    public DiscoveryLog Log { get; } = new();

    private IEnumerable<FoundPoint> Efficient => register.Points.Where(p => p.Kinds == RedundancyKinds.None);

    /// <summary>Runs all searches.</summary>
    /// <param name="trained">End points of training runs.</param>
    /// <param name="narrower">The critical points of width n - 1 on the same sample, if they are known; of width 0 there is one, which need not be given.</param>
    public void Run(IReadOnlyList<double[]> trained, IReadOnlyList<FoundPoint> narrower)
    {
        foreach (var theta in trained)
        {
            Consider(theta, DiscoverySource.Training, null);
        }

        SearchFromRandomStarts();
        SearchPathsBetweenMinima();
        SearchFromNarrowerPoints(narrower);
        SearchBesideFoundPoints();
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
        var minima = Efficient.Where(p => p.MorseIndex == 0).OrderBy(p => p.Model.Risk).ToList();
        var pairs = minima.SelectMany((from, i) => minima.Skip(i + 1).Select(to => (from, to))).OrderBy(pair => pair.to.Model.Risk);
        foreach (var (from, to) in pairs.Take(effort.Paths).ToList())
        {
            var image = group.NearestImage(from.Model.Theta, to.Model.Theta);
            var highest = StraightPath.Highest(function, from.Model.Theta, image, PathNodes);
            Consider(saddles.Run(function, highest, 1), DiscoverySource.Path, null);
            Consider(descent.Run(function, highest), DiscoverySource.Path, null);
        }
    }

    private void SearchFromNarrowerPoints(IReadOnlyList<FoundPoint> narrower)
    {
        var narrow = new RiskLandscape(landscape.Sample, landscape.Activation, landscape.Width - 1, landscape.Ridge);
        var hierarchy = new HierarchyStarts(narrow, landscape.Width == 1 ? [HierarchyStarts.ConstantNetwork(narrow)] : narrower, effort.HighestIndex);
        Search(hierarchy.Splits().Take(effort.Splits), DiscoverySource.Split);
        Search(hierarchy.Extensions(stream, effort.Starts).Take(effort.Extensions), DiscoverySource.Extension);
    }

    // Points found on the way are deflated from then on; the starts stay beside those known before.
    private void SearchBesideFoundPoints()
    {
        foreach (var point in Efficient.Take(effort.Deflations).ToList())
        {
            var start = point.Model.Theta.Select(x => x + stream.NextUniform(-DeflationDistance, DeflationDistance)).ToArray();
            Consider(deflated.Run(function, start, [.. Efficient.Select(p => p.Model.Theta)]), DiscoverySource.Deflation, point);
        }
    }

    private void ClimbFromFoundPoints() => Search(Climbs().Take(effort.Climbs), DiscoverySource.Climb);

    // The list grows while it is walked: points found by a climb are climbed from in their turn.
    private IEnumerable<Departure> Climbs()
    {
        for (var position = 0; position < register.Points.Count; position++)
        {
            foreach (var departure in Climbs(register.Points[position]))
            {
                yield return departure;
            }
        }
    }

    /// <summary>Where to go from an efficient point of index k: up its softest uphill modes to index k + 1, down its unstable ones to k - 1.</summary>
    private IEnumerable<Departure> Climbs(FoundPoint point)
    {
        var theta = point.Model.Theta;
        var softest = point.Kinds == RedundancyKinds.None ? Math.Min(theta.Length, point.MorseIndex + effort.ModesPerPoint) : 0;
        for (var mode = 0; mode < softest; mode++)
        {
            var index = point.MorseIndex + (mode < point.MorseIndex ? -1 : 1);
            for (var sign = -1; sign <= 1 && index <= effort.HighestIndex; sign += 2)
            {
                yield return new Departure(Vectors.Plus(theta, sign * effort.Displacement, point.Model.Mode(mode)), index, point);
            }
        }
    }

    private void Search(IEnumerable<Departure> departures, DiscoverySource source)
    {
        foreach (var departure in departures)
        {
            Consider(saddles.Run(function, departure.Start, departure.Index), source, departure.Parent);
        }
    }

    private void Consider(SearchResult result, DiscoverySource source, FoundPoint? parent)
    {
        switch (result.Status)
        {
            case SearchStatus.Candidate:
                Consider(result.Model.Theta, source, parent);
                break;
            case SearchStatus.GradientFlat:
                Reject(result.Model, RejectReason.GradientFlat, source);
                break;
            case SearchStatus.Diverging:
                Reject(result.Model, RejectReason.Diverging, source);
                break;
            default:
                Reject(result.Model, RejectReason.Undecided, source);
                break;
        }
    }

    private void Consider(double[] candidate, DiscoverySource source, FoundPoint? parent)
    {
        var verdict = judge.Judge(candidate);
        if (verdict.Reject is { } reason)
        {
            Reject(verdict.Model, reason, source);
        }
        else
        {
            Log.Add(source, register.Add(verdict, source, parent));
        }
    }

    private void Reject(SpectralModel model, RejectReason reason, DiscoverySource source)
    {
        rejects.Add(new RejectedCandidate(model.Theta, model.Risk, model.GradientNorm, model.Flatness, reason, source));
        Log.Add(source, null);
    }
}
