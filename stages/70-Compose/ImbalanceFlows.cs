using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Claims B5 and B6: two layers and a number z, over decades of the imbalance c. The full flow of 2k parameters is compared with
/// z' = -f'(z) sqrt(c^2 + 4 z^2), and the rate at which |z - z*| decays with h sqrt(c^2 + 4 z*^2), h = f''(z*).
/// </summary>
internal static class ImbalanceFlows
{
    // exp(-32) = 1e-14: what is left of z - z* at the end. The longest step is a quarter of a time constant, for which the
    // interpolant's error is below 1e-11 and the decay is resolved to its last digits.
    private const double TimeConstants = 32;
    private const double StepsPerTimeConstant = 4;
    private const int Samples = 400;

    // Where the rate is fitted: f' is linear in z - z* to a millionth, and rounding of z is a millionth of z - z*.
    private const double LargestError = 1e-6;
    private const double SmallestError = 1e-9;

    /// <summary>A cost, a minimum z* of it, k and c.</summary>
    internal sealed record Item(ScalarCost Cost, double Target, int Hidden, double Imbalance, int Position)
    {
        public string Name => $"{Cost.Name}, z* = {Target}, k = {Hidden}, c = {Imbalance:g3}";
    }

    /// <summary>All flows, in the order of the table.</summary>
    public static IReadOnlyList<FlowEvidence> Run(ComposeOptions options, StageContext context)
    {
        var values = Decades(options.Imbalance);
        Item[] items =
        [..
            from cost in Problems.ScalarCosts(options)
            from hidden in options.Hidden
            from item in cost.Minima.SelectMany(target => values.Select(c => (target, c))).Select((pair, i) => new Item(cost, pair.target, hidden, pair.c, i))
            select item,
        ];
        var kept = context.ForEachKept("flows over the imbalance", items, item => Follow(item, options.Integrator, context).ToOutput(), item => item.Name);
        return [.. kept.Select(FlowEvidence.From)];
    }

    private static FlowEvidence Follow(Item item, IntegratorOptions integrator, StageContext context)
    {
        var composition = Problems.Scalar(item.Cost, 2, item.Hidden);
        var start = Start(item, context.Stream($"imbalance/{item.Cost.Name}", item.Hidden, item.Position));
        var c = Invariants.Imbalance(composition, start);
        var rate = item.Cost.Second(item.Target) * Math.Sqrt((c * c) + (4 * item.Target * item.Target));
        var (time, longest) = (TimeConstants / rate, 1 / (StepsPerTimeConstant * rate));
        var solver = new AdaptiveIntegrator(integrator);
        var full = solver.Run(CompositionFlow.Of(composition), start, time, longestStep: longest);
        var reduced = solver.Run(CompositionFlow.Reduced(item.Cost, c), composition.Product(start).Data, time, longestStep: longest);
        var evidence = FlowEvidence.Of("imbalance", composition, start, full, 1e-9 * Math.Max(1, rate), integrator.Tolerance);
        var times = (full.Time <= reduced.Time ? full : reduced).EvenTimes(0, Samples);
        var path = times.Select(t => composition.Product(full.At(t))[0, 0]).ToList();
        var fit = Fit(times, [.. path.Select(z => Math.Abs(z - item.Target))]);
        return evidence with
        {
            Flow = evidence.Flow with
            {
                Start = item.Position,
                RateMeasured = fit?.Rate,
                RateUncertainty = fit?.Uncertainty,
                RatePredicted = rate,
                ReducedDifference = times.Zip(path).Max(sample => Math.Abs(sample.Second - reduced.At(sample.First)[0])),
            },
        };
    }

    private static RateFit? Fit(double[] times, double[] errors)
    {
        var window = Enumerable.Range(0, errors.Length).Where(i => errors[i] is >= SmallestError and <= LargestError).ToList();
        return RateFit.Of([.. window.Select(i => times[i])], [.. window.Select(i => errors[i])]);
    }

    /// <summary>
    /// w_1 = a u and w_2 = b (u cos + v sin) with orthonormal random u, v, such that z = w_2 w_1 is part of the way from z* to the next critical point or 0, and the
    /// imbalance is c. With s = min(c, 1) / 2 (0 if k = 1) and q = |w_1|^2 - |w_2|^2 = sqrt(c^2 - s^2), p = sqrt(c^2 + 4 z^2): a^2 = (p + q) / 2,
    /// a b = sqrt(4 z^2 + s^2) / 2, cos = z / (a b). So w_2 shrinks as c grows and z loses no digits to cancellation.
    /// </summary>
    private static double[] Start(Item item, RandomStream stream)
    {
        var z = StartingValue(item.Cost, item.Target);
        var (u, v) = RandomDirections.OrthonormalPair(item.Hidden, stream);
        var c = item.Imbalance;
        var s = item.Hidden == 1 ? 0 : Math.Min(c, 1) / 2;
        var a = Math.Sqrt((Math.Sqrt((c * c) + (4 * z * z)) + Math.Sqrt((c * c) - (s * s))) / 2);
        var product = Math.Sqrt((4 * z * z) + (s * s));
        var theta = new double[2 * item.Hidden];
        FixedOrderSum.AddScaled(a, u, theta.AsSpan(0, item.Hidden));
        FixedOrderSum.AddScaled(z / a, u, theta.AsSpan(item.Hidden));
        FixedOrderSum.AddScaled(product / (2 * a) * (s / product), v, theta.AsSpan(item.Hidden));
        return theta;
    }

    /// <summary>From z* two fifths of the way towards 0, or of the distance to the next critical point where that is nearer, at most 0.4.</summary>
    private static double StartingValue(ScalarCost cost, double target)
    {
        var nearest = cost.CriticalPoints.Where(other => other != target).Append(0).Min(other => Math.Abs(other - target));
        return target - (0.4 * Math.Min(1, nearest) * Math.Sign(target));
    }

    /// <summary>10^lowest, ..., 10^highest with the asked number a decade.</summary>
    private static List<double> Decades(ImbalanceOptions options)
    {
        const double Ln10 = 2.302585092994046;
        var count = ((options.HighestDecade - options.LowestDecade) * options.PerDecade) + 1;
        return [.. Enumerable.Range(0, count).Select(i => Elementary.Exp(Ln10 * (options.LowestDecade + ((double)i / options.PerDecade))))];
    }
}
