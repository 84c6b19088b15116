using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Compose;

/// <summary>
/// Claim B7: with s the sign of f'(0), a = (w_1 - s w_2^T) / sqrt(2) and b = (w_1 + s w_2^T) / sqrt(2) the flow is a' = |f'(z)| a, b' = -|f'(z)| b near the origin. Starts with
/// a = 0 lie on its centre-stable manifold and converge to it; starts with |a| = eps leave a ball after about log(1/eps) / |f'(0)|.
/// </summary>
internal static class ExitTimes
{
    private const double Arrived = 1e-8;
    private const double SqrtHalf = 0.7071067811865476;

    // In units of 1 / |f'(0)|: from the start to 1e-8 takes some 20; the slowest exit of 12 decades some 60.
    private const double TimeConstants = 200;

    internal sealed record Item(ScalarCost Cost, int Hidden, int Decade)
    {
        /// <summary>10^-decade; 0 for the start on the manifold.</summary>
        public double Epsilon => Decade == 0 ? 0 : 1 / Enumerable.Range(0, Decade).Aggregate(1.0, (power, _) => power * 10);

        public string Name => $"{Cost.Name}, k = {Hidden}, eps = {Epsilon:g3}";
    }

    /// <summary>A row for each cost, k and eps, the start on the manifold first.</summary>
    public static IEnumerable<ExitRow> Run(ComposeOptions options, StageContext context)
    {
        Item[] items =
        [..
            from cost in Problems.ScalarCosts(options)
            where cost.First(0) != 0
            from hidden in options.Hidden
            from decade in Enumerable.Range(0, options.ExitDecades + 1)
            select new Item(cost, hidden, decade),
        ];
        return context.ForEach("exits from the saddle", items, item => Follow(item, options.Integrator, context), item => item.Name);
    }

    private static ExitRow Follow(Item item, IntegratorOptions integrator, StageContext context)
    {
        var composition = Problems.Scalar(item.Cost, 2, item.Hidden);
        var slope = item.Cost.First(0);
        var radius = Radius(item.Cost);
        var start = Start(item, radius / 2, context.Stream($"exits/{item.Cost.Name}", item.Hidden));
        StateFunction stop = item.Decade == 0 ? theta => Norm(theta) - Arrived : theta => radius - Norm(theta);
        var trajectory = new AdaptiveIntegrator(integrator).Run(CompositionFlow.Of(composition), start, TimeConstants / Math.Abs(slope), [stop]);
        var c = Invariants.Imbalance(composition, start);
        var closest = trajectory.StepTimes.Prepend(0).Min(time => Norm(trajectory.At(time)));
        var row = new ExitRow(
            item.Cost.Name, item.Hidden, slope, item.Epsilon, c, OutcomeOf(trajectory, item.Decade == 0), trajectory.Reason, radius, trajectory.Time, null, null, closest);
        if (item.Decade == 0)
        {
            return row;
        }

        var atExit = -Math.Sign(slope) * Math.Sqrt((radius * radius * radius * radius) - (c * c)) / 2;
        return row with
        {
            TimeLeading = -Elementary.Log(item.Epsilon) / Math.Abs(slope),
            TimeExact = ExitTime.Between(item.Cost, c, composition.Product(start)[0, 0], atExit),
        };
    }

    /// <summary>w_1 = (b + a) / sqrt(2), w_2^T = s (b - a) / sqrt(2) with |b| = <paramref name="size"/>, |a| = eps in independent random directions.</summary>
    private static double[] Start(Item item, double size, RandomStream stream)
    {
        var (b, a) = (RandomDirections.Unit(item.Hidden, stream), RandomDirections.Unit(item.Hidden, stream));
        var sign = Math.Sign(item.Cost.First(0));
        var theta = new double[2 * item.Hidden];
        for (var i = 0; i < item.Hidden; i++)
        {
            theta[i] = SqrtHalf * ((size * b[i]) + (item.Epsilon * a[i]));
            theta[item.Hidden + i] = sign * SqrtHalf * ((size * b[i]) - (item.Epsilon * a[i]));
        }

        return theta;
    }

    /// <summary>R with R^2 / 2, the largest |z| in the ball, half of the way to the nearest critical point of f, at most 1/2.</summary>
    private static double Radius(ScalarCost cost) => Math.Sqrt(cost.CriticalPoints.Append(1).Min(Math.Abs));

    private static string OutcomeOf(Trajectory trajectory, bool onManifold) => trajectory.Outcome switch
    {
        IntegrationOutcome.Event => onManifold ? "converged-to-origin" : "exited",
        IntegrationOutcome.Failed => "failed",
        _ => "undecided",
    };

    private static double Norm(ReadOnlySpan<double> theta) => Math.Sqrt(FixedOrderSum.Dot(theta, theta));
}
