using Landscape.Numerics;

namespace Landscape.Stages.Report;

/// <summary>One count behind a verdict, with the words that say exactly what it is.</summary>
internal sealed record ClaimCount
{
    public const string NotTested = "not tested in this run";

    /// <summary>A1 to A4.</summary>
    public required string Claim { get; init; }

    /// <summary>What is asserted, in words.</summary>
    public required string Statement { get; init; }

    /// <summary>What is asserted, in LaTeX.</summary>
    public required string Formula { get; init; }

    /// <summary>What a trial is and when it counts as confirmed.</summary>
    public required string Counting { get; init; }

    /// <summary>What the count does not say.</summary>
    public required string Caveat { get; init; }

    public long Trials { get; init; }

    public long Confirmed { get; init; }

    /// <summary>The points that were not confirmed, for a claim about points.</summary>
    public IReadOnlyList<CriticalPoint> Exceptions { get; init; } = [];

    /// <summary>True for a claim of positive probability: one case supports it and a failure is no exception.</summary>
    public bool AssertsExistence { get; init; }

    /// <summary>True when a confirmed trial is a proof by interval arithmetic, not a floating-point result.</summary>
    public bool ByProof { get; init; }

    /// <summary>The exact 95 % interval of the share of confirmed trials.</summary>
    public BinomialInterval Interval => BinomialInterval.Exact(Confirmed, Trials);

    public string Verdict => this switch
    {
        { Trials: 0 } => NotTested,
        { AssertsExistence: true, Confirmed: 0 } => "not seen in this run",
        { AssertsExistence: true } => "seen in this run",
        { ByProof: true } when Confirmed == Trials => "no exception, each case proved",
        _ when Confirmed == Trials => "no exception, numerically",
        _ => $"{Text.Count(Trials - Confirmed, "exception")}, listed below",
    };

    /// <summary>True when the run has counterexamples, each to be explained.</summary>
    public bool HasExceptions => !AssertsExistence && Confirmed < Trials;

    /// <summary>The count over points: one trial each.</summary>
    public ClaimCount Over(IReadOnlyList<CriticalPoint> points, Func<CriticalPoint, bool> holds)
    {
        var exceptions = points.Where(p => !holds(p)).ToList();
        return this with { Trials = points.Count, Confirmed = points.Count - exceptions.Count, Exceptions = exceptions };
    }

    public ClaimRow ToRow() => new(Claim, Statement, Trials, Confirmed, Interval.Lower, Interval.Upper, Verdict);
}
