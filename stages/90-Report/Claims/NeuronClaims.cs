namespace Landscape.Stages.Report;

/// <summary>B8: what persists when the composition is a neuron, y = w_2 psi(w_1).</summary>
internal static class NeuronClaims
{
    /// <summary>In units of the largest term of the conserved quantity: a relative tolerance of 1e-13 a step, over some hundred steps, in functions that grow like exp(2 w).</summary>
    public const double ConservationTolerance = 1e-10;

    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings)
    {
        var conserved = new ClaimCount
        {
            Claim = "B8",
            Statement = "A neuron's flow conserves its quantity: linear, tanh and logistic.",
            Formula = @"w_2^2-w_1^2,\qquad w_2^2-\sinh^2w_1,\qquad \tfrac12w_2^2-w_1-e^{w_1}",
            Counting = "A trial is a trajectory of the phase portraits, flows and manifolds of the saddle. It is confirmed when the integration arrived and the quantity changed, at any step, by at most "
                + $"{Text.Number(ConservationTolerance)} of its largest term: the error of an integrator with a tolerance of $10^{{-13}}$ a step.",
            Caveat = "",
        };
        yield return conserved.Over(
            findings.Portraits,
            p => p.Outcome is "converged" or "completed" && p.ConservedDrift <= ConservationTolerance,
            ["trajectory", "neuron", "role", "outcome", "drift"],
            p => [$"{p.TrajectoryId}", p.Neuron, p.Role, p.Outcome, Text.Number(p.ConservedDrift)]);
        yield return (conserved with
        {
            Statement = "The saddle at the origin persists for tanh, with the same eigenvalues; the logistic neuron has none.",
            Formula = @"\operatorname{spec}\nabla^2 f(w_2\tanh w_1)\big|_0=\{\pm f'(0)\}",
            Counting = "A trial is one of the three neurons. It is confirmed when $\\psi$ has a zero on the portrait's square exactly if theory says so, the Hessian there has the predicted eigenvalues to "
                + $"{Text.Number(OriginClaims.SpectrumTolerance)} $|f'(0)|$, and where there is none the gradient of $y$ vanishes nowhere on a grid.",
            Caveat = "Absence is seen on a grid of the square; beyond it, $\\psi>0$ is the proof.",
        }).Over(
            findings.NeuronSaddles,
            HasPredictedSaddle,
            ["neuron", "predicted", "present", "eigenvalues", "smallest |dy|"],
            s => [s.Neuron, s.Predicted ? "yes" : "no", s.Present ? "yes" : "no", string.Join(", ", s.Eigenvalues.Select(Text.Number)), Text.Number(s.SmallestOutputGradient)]);
    }

    private static bool HasPredictedSaddle(NeuronSaddleView s) => s switch
    {
        { Predicted: true, Present: true } => s.Eigenvalues.Length == s.EigenvaluesPredicted.Length
            && s.Eigenvalues.Zip(s.EigenvaluesPredicted).All(pair => CompositionClaims.Within(OriginClaims.SpectrumTolerance * Math.Abs(pair.Second), pair.First, pair.Second)),
        { Predicted: false, Present: false } => s.SmallestOutputGradient > 0,
        _ => false,
    };
}
