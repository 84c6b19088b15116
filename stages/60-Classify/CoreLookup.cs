using Landscape.Models;
using Landscape.Search;

namespace Landscape.Stages.Classify;

/// <summary>Finds pruned networks among the critical points of smaller widths, modulo symmetry.</summary>
internal sealed class CoreLookup
{
    private readonly Dictionary<(long Problem, string Activation, int Width), List<CriticalPointView>> points;

    public CoreLookup(IReadOnlyList<CriticalPointView> points) =>
        this.points = points.GroupBy(p => (p.ProblemId, p.Activation, p.Width)).ToDictionary(g => g.Key, g => g.ToList());

    /// <summary>The id of the critical point on the orbit of a core, or null.</summary>
    /// <param name="redundant">The point that was pruned.</param>
    /// <param name="core">Its core's parameters.</param>
    public long? Find(CriticalPointView redundant, double[] core)
    {
        var shape = Shape(redundant, core);
        var group = new SymmetryGroup(shape, Activation.Named(redundant.Activation).Symmetry);
        return points.GetValueOrDefault((redundant.ProblemId, redundant.Activation, shape.Width), [])
            .FirstOrDefault(p => group.SameOrbit(p.Theta, core))?.PointId;
    }

    // P = n (d + 2) + 1 is linear in n, so both parameter counts and the larger width give the smaller one.
    private static NetworkShape Shape(CriticalPointView redundant, double[] core)
    {
        var neuronSize = (redundant.Theta.Length - 1) / redundant.Width;
        return new NetworkShape(neuronSize - 2, (core.Length - 1) / neuronSize);
    }
}
