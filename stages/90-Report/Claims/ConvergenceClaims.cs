namespace Landscape.Stages.Report;

/// <summary>B2: from almost every start the gradient flow of a composition converges to a critical point that is no strict saddle.</summary>
internal static class ConvergenceClaims
{
    private static readonly string[] Columns = ["flow", "cost", "shape", "outcome", "reached", "index", "gradient", "evidence"];

    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings)
    {
        var flows = findings.FromRandomStarts;
        var converges = new ClaimCount
        {
            Claim = "B2",
            Statement = "The gradient flow converges to a critical point, for every proper analytic cost.",
            Formula = @"f\ \text{proper and analytic}\ \Longrightarrow\ \lim_{t\to\infty}W(t)\ \text{ exists and }\ \nabla g=0\ \text{ there}",
            Counting = "A trial is a gradient flow from a random start, for a cost of the catalogue and a shape. It is confirmed when the largest partial derivative falls to the threshold of the configuration (starts.gradient), and the point where it ends counts as critical.",
            Caveat = "A small gradient is evidence, not proof, that the flow has arrived; the spectra of B4 show that the end points lie where the theory says. The costs are a catalogue, not all costs.",
        };
        yield return converges.Over(flows, f => f.Outcome == "converged", Columns, Row);
        yield return (converges with
        {
            Statement = "From a random start no flow ends at a strict saddle.",
            Formula = @"P\bigl(\lim W(t)\ \text{is a strict saddle}\bigr)=0",
            Counting = "A trial is one of these flows that converged; it is confirmed when the Hessian at its end has no eigenvalue below zero by more than the recorded tolerance.",
            Caveat = "*Rank-deficient* ends occur where a hidden layer is narrower than the matrix: then the cost's own minimum has no such factors, and the flow ends at the best matrix of lower rank.",
        }).Over([.. flows.Where(f => f.Outcome == "converged")], f => f.MorseIndex == 0, Columns, Row);
    }

    private static IReadOnlyList<string> Row(FlowView f) =>
        [$"{f.FlowId}", f.Cost, f.Shape, f.Outcome, f.Kind, $"{f.MorseIndex}", Text.Number(f.GradientNorm), f.Reason];
}
