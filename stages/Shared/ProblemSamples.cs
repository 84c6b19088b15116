using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Stages;

/// <summary>A node of a problem's discrete measure with the target's value there.</summary>
[View("generate", "nodes")]
internal sealed record NodeView(long ProblemId, int Node, double[] X, double Weight, double Target);

/// <summary>The samples (discrete measure and target) of all problems.</summary>
internal static class ProblemSamples
{
    /// <summary>Reads generate/nodes: the sample of every problem, by problem_id.</summary>
    public static IReadOnlyDictionary<long, Sample> Read(StageInputs inputs) =>
        inputs.Read<NodeView>().GroupBy(n => n.ProblemId).ToDictionary(g => g.Key, Of);

    /// <summary>The sample of one problem.</summary>
    public static Sample Of(IEnumerable<NodeView> ofProblem)
    {
        var nodes = ofProblem.OrderBy(n => n.Node).ToArray();
        var x = new Matrix(nodes.Length, nodes[0].X.Length);
        for (var s = 0; s < nodes.Length; s++)
        {
            nodes[s].X.CopyTo(x.Row(s));
        }

        return new Sample(x, [.. nodes.Select(n => n.Weight)], [.. nodes.Select(n => n.Target)]);
    }
}
