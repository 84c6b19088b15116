using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Overparameterized compositions g(W_1, ..., W_L) = f(W_L ... W_1) under the gradient flow W_i' = -dg/dW_i (Castello B. de Oliveira, Jatkar and Sontag,
/// arXiv:2511.09810): claims B1 to B8 of docs/theory.md, section 4. Needs no other stage.
/// </summary>
[Stage("compose", 1)]
public sealed class ComposeStage : IStage<ComposeOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, ComposeOptions options, StageContext context)
    {
        // Flows over decades of c (B5, B6), then those from random starts (B1, B2); the spectra where they end (B4).
        var flows = ImbalanceFlows.Run(options, context).Concat(RandomStarts.Run(options, context)).Select((flow, id) => flow.Numbered(id)).ToList();
        var (portraits, trajectories, neuronSaddles) = PhasePortraits.Run(options, context);
        return new StageOutput()
            .Add(flows.Select(flow => flow.Flow))
            .Add(flows.Select(flow => flow.Spectrum))
            .Add(OriginSaddles.Run(options, context))
            .Add(LeastSquaresPoints.Run(options, context))
            .Add(ExitTimes.Run(options, context))
            .Add(InvariantDrifts.Run(options, context))
            .Add(portraits)
            .Add(trajectories)
            .Add(neuronSaddles);
    }
}
