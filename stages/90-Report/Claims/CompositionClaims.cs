namespace Landscape.Stages.Report;

/// <summary>B1 to B8: compositions g = f(W_L ... W_1) under the gradient flow, from the tables of the compose stage. All of it in floating point, nothing by proof.</summary>
internal static class CompositionClaims
{
    public static IEnumerable<ClaimCount> Judge(CompositionFindings findings) =>
    [
        .. InvariantClaims.Judge(findings),
        .. ConvergenceClaims.Judge(findings),
        .. OriginClaims.Judge(findings),
        .. TargetSetClaims.Judge(findings),
        .. ImbalanceClaims.Judge(findings),
        .. EscapeClaims.Judge(findings),
        .. NeuronClaims.Judge(findings),
    ];

    /// <summary>|value - expected| &lt;= tolerance; false for NaN.</summary>
    public static bool Within(double tolerance, double value, double expected) => Math.Abs(value - expected) <= tolerance;
}
