using Landscape.Numerics;

namespace Landscape.Stages.Report;

/// <summary>One count behind a verdict, with the words that say exactly what it is.</summary>
internal sealed record ClaimCount
{
    public const string NotTested = "not tested in this run";

    /// <summary>A1 to A8 or B1 to B8.</summary>
    public required string Claim { get; init; }

    /// <summary>What is asserted, in words; single symbols stand as formulas between dollar signs.</summary>
    public required string Statement { get; init; }

    /// <summary>The statement for tables that typeset nothing.</summary>
    public string PlainStatement => Statement.Replace("$", "", StringComparison.Ordinal);

    /// <summary>What is asserted, in LaTeX.</summary>
    public required string Formula { get; init; }

    /// <summary>What a trial is and when it counts as confirmed.</summary>
    public required string Counting { get; init; }

    /// <summary>What the count does not say; empty if it says all.</summary>
    public required string Caveat { get; init; }

    public long Trials { get; init; }

    public long Confirmed { get; init; }

    /// <summary>The points that were not confirmed, for a claim about points.</summary>
    public IReadOnlyList<CriticalPoint> Exceptions { get; init; } = [];

    /// <summary>What was not confirmed, for a claim about something else.</summary>
    public ExceptionTable OtherExceptions { get; init; } = ExceptionTable.Empty;

    /// <summary>True for a claim of positive probability: one case supports it and a failure is no exception.</summary>
    public bool AssertsExistence { get; init; }

    /// <summary>True when a confirmed trial is a proof by interval arithmetic, not a floating-point result.</summary>
    public bool ByProof { get; init; }

    /// <summary>What cases that were not confirmed are called, where that says more than "exception".</summary>
    public string? Unconfirmed { get; init; }

    /// <summary>The exact 95 % interval of the share of confirmed trials.</summary>
    public BinomialInterval Interval => BinomialInterval.Exact(Confirmed, Trials);

    public string Verdict => this switch
    {
        { Trials: 0 } => NotTested,
        { AssertsExistence: true, Confirmed: 0 } => "not seen in this run",
        { AssertsExistence: true } => "seen in this run",
        { ByProof: true } when Confirmed == Trials => "no exception, each case proved",
        _ when Confirmed == Trials => "no exception, numerically",
        _ => Exceptional(Trials - Confirmed),
    };

    /// <summary>The number of cases that were not confirmed, by their right name: a missing proof is no exception.</summary>
    public string Exceptional(long count) =>
        Unconfirmed is { } word ? $"{Text.Count(count)} {word}" : ByProof ? $"{Text.Count(count)} without a proof" : Text.Count(count, "exception");

    /// <summary>True when the run has counterexamples, each to be explained.</summary>
    public bool HasExceptions => !AssertsExistence && Confirmed < Trials;

    /// <summary>The count over points: one trial each.</summary>
    public ClaimCount Over(IReadOnlyList<CriticalPoint> points, Func<CriticalPoint, bool> holds)
    {
        var exceptions = points.Where(p => !holds(p)).ToList();
        return this with { Trials = points.Count, Confirmed = points.Count - exceptions.Count, Exceptions = exceptions };
    }

    /// <summary>The count over anything else: one trial each, the exceptions as rows of text.</summary>
    public ClaimCount Over<T>(IReadOnlyList<T> cases, Func<T, bool> holds, IReadOnlyList<string> columns, Func<T, IReadOnlyList<string>> row)
    {
        var exceptions = cases.Where(c => !holds(c)).Select(row).ToList();
        return this with { Trials = cases.Count, Confirmed = cases.Count - exceptions.Count, OtherExceptions = new ExceptionTable(columns, exceptions) };
    }

    public ClaimRow ToRow() => new(Claim, PlainStatement, Trials, Confirmed, Interval.Lower, Interval.Upper, Verdict);
}

/// <summary>Cases that were not confirmed: column heads and plain text.</summary>
internal sealed record ExceptionTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static readonly ExceptionTable Empty = new([], []);
}
