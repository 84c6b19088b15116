using Landscape.Models;

namespace Landscape.Search;

/// <summary>How a critical point was found.</summary>
public enum DiscoverySource
{
    /// <summary>A training run.</summary>
    Training,

    /// <summary>An index-k search from a random start.</summary>
    IndexSearch,

    /// <summary>Descent of the gradient norm from a random start.</summary>
    GradientNorm,

    /// <summary>A search from the highest point of the path between two minima.</summary>
    Path,

    /// <summary>A search that left another critical point along one of its modes.</summary>
    Climb,

    /// <summary>A search from a critical point of width n - 1 with one neuron split (<see cref="NeuronSplit"/>).</summary>
    Split,

    /// <summary>A search from a critical point of width n - 1 with a dead neuron (<see cref="NeuronExtension"/>).</summary>
    Extension,

    /// <summary>Newton's method with the known points divided out (<see cref="DeflatedNewton"/>).</summary>
    Deflation,
}

/// <summary>A critical point, counted modulo symmetry.</summary>
/// <param name="model">The second-order model at the canonical representative.</param>
/// <param name="kinds">Redundancy; None if efficient.</param>
/// <param name="source">How it was found first.</param>
/// <param name="parent">The point that the search left, or null.</param>
public sealed class FoundPoint(SpectralModel model, RedundancyKinds kinds, DiscoverySource source, FoundPoint? parent)
{
    /// <summary>The second-order model at the canonical representative.</summary>
    public SpectralModel Model { get; } = model;

    /// <summary>Redundancy; None if efficient.</summary>
    public RedundancyKinds Kinds { get; } = kinds;

    /// <summary>Number of negative eigenvalues.</summary>
    public int MorseIndex { get; } = model.MorseIndex;

    /// <summary>How it was found first.</summary>
    public DiscoverySource Source { get; } = source;

    /// <summary>The point that the search left: of this landscape, or of width n - 1 if it was split or extended; null for searches that left no point.</summary>
    public FoundPoint? Parent { get; } = parent;

    /// <summary>Searches that reached its orbit (or, if redundant, its class).</summary>
    public long Hits { get; internal set; } = 1;
}

/// <summary>
/// The distinct critical points of one landscape. Efficient points are isolated: one entry an orbit. Redundant points come in continua, so
/// they are counted by class: one entry for every (set of redundancy kinds, Morse index, orbit of the pruned efficient core). That is a stratum of
/// the flat family which extends one critical point of a smaller network; the first point found there represents it.
/// </summary>
/// <param name="landscape">The landscape.</param>
public sealed class CriticalPointRegister(RiskLandscape landscape)
{
    private readonly SymmetryGroup group = SymmetryGroup.Of(landscape);
    private readonly NewtonPolish polish = new(GradientScale.Of(landscape.Sample));
    private readonly Dictionary<(RedundancyKinds Kinds, int Index, int CoreWidth), (OrbitIndex Orbits, List<int> Positions)> classes = [];
    private readonly List<FoundPoint> points = [];

    /// <summary>The points in order of discovery.</summary>
    public IReadOnlyList<FoundPoint> Points => points;

    /// <summary>Counts a hit of a known point or adds a new one.</summary>
    /// <param name="verdict">The verdict on a critical point.</param>
    /// <param name="source">How it was found.</param>
    /// <param name="parent">The point that the search left, or null.</param>
    /// <returns>The point, known or new.</returns>
    public FoundPoint Add(Verdict verdict, DiscoverySource source, FoundPoint? parent)
    {
        var model = verdict.Model;
        var core = Pruning.Core(landscape, model.Theta);
        var coreShape = new NetworkShape(landscape.Shape.InputDimension, (core.Length - 1) / landscape.Shape.NeuronSize);
        var key = (verdict.Kinds, model.MorseIndex, coreShape.Width);
        if (!classes.TryGetValue(key, out var known))
        {
            classes[key] = known = (new OrbitIndex(new SymmetryGroup(coreShape, landscape.Activation.Symmetry)), []);
        }

        if (known.Orbits.Find(core, model.Risk) is { } orbit)
        {
            points[known.Positions[orbit]].Hits++;
            return points[known.Positions[orbit]];
        }

        known.Orbits.Add(core, model.Risk);
        known.Positions.Add(points.Count);
        points.Add(new FoundPoint(Canonical(model), verdict.Kinds, source, parent));
        return points[^1];
    }

    // Moving beta rounds (logistic): the canonical representative is polished again. Permutations and sign changes do not round.
    private SpectralModel Canonical(SpectralModel model)
    {
        var function = new RiskFunction(landscape);
        var form = CanonicalForm.Of(group, model.Theta);
        return landscape.Activation.Symmetry == ActivationSymmetry.Logistic ? polish.Run(function, form).Model : SpectralModel.At(function, form);
    }
}
