using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>The tables of the compose stage: compositions f(W_L ... W_1) under the gradient flow (claims B1 to B8).</summary>
internal sealed record CompositionFindings
{
    public IReadOnlyList<FlowView> Flows { get; init; } = [];

    public IReadOnlyList<MorseBottView> MorseBott { get; init; } = [];

    public IReadOnlyList<SaddleView> Saddles { get; init; } = [];

    public IReadOnlyList<LeastSquaresView> LeastSquares { get; init; } = [];

    public IReadOnlyList<ExitView> Exits { get; init; } = [];

    public IReadOnlyList<InvariantView> Invariants { get; init; } = [];

    public IReadOnlyList<PortraitView> Portraits { get; init; } = [];

    public ILookup<long, TrajectoryView> Trajectories { get; init; } = Array.Empty<TrajectoryView>().ToLookup(t => t.TrajectoryId);

    public IReadOnlyList<NeuronSaddleView> NeuronSaddles { get; init; } = [];

    /// <summary>Every cost, in the order of the tables.</summary>
    public IReadOnlyList<string> Costs => [.. Flows.Select(f => f.Cost).Concat(Exits.Select(e => e.Cost)).Distinct()];

    /// <summary>Flows from random starts (B1, B2, B4).</summary>
    public IReadOnlyList<FlowView> FromRandomStarts => [.. Flows.Where(f => f.Purpose == "random-start")];

    /// <summary>Flows over decades of the imbalance (B5, B6).</summary>
    public IReadOnlyList<FlowView> OverImbalance => [.. Flows.Where(f => f.Purpose == "imbalance")];

    public static CompositionFindings Read(StageInputs inputs) => new()
    {
        Flows = inputs.Read<FlowView>(),
        MorseBott = inputs.Read<MorseBottView>(),
        Saddles = inputs.Read<SaddleView>(),
        LeastSquares = inputs.Read<LeastSquaresView>(),
        Exits = inputs.Read<ExitView>(),
        Invariants = inputs.Read<InvariantView>(),
        Portraits = inputs.Read<PortraitView>(),
        Trajectories = inputs.Read<TrajectoryView>().ToLookup(t => t.TrajectoryId),
        NeuronSaddles = inputs.Read<NeuronSaddleView>(),
    };
}
