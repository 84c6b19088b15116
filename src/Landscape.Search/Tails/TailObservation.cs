using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// A run into a minimum, seen by its distance |theta_t - theta*|. Steps are steps of the method; for the gradient flow the abscissa is time.
/// </summary>
public sealed class TailObservation
{
    private readonly List<double> steps = [];
    private readonly List<double> times = [];
    private readonly List<double> distances = [];
    private readonly List<double> risks = [];

    private TailObservation(Outcome outcome) => Outcome = outcome;

    /// <summary>How the run ended.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>0, 1, 2, ...</summary>
    public IReadOnlyList<double> Steps => steps;

    /// <summary>The method's time after each step.</summary>
    public IReadOnlyList<double> Times => times;

    /// <summary>|theta - theta*|, Euclidean.</summary>
    public IReadOnlyList<double> Distances => distances;

    /// <summary>J.</summary>
    public IReadOnlyList<double> Risks => risks;

    /// <summary>The last step's size in time: eta of methods with a constant step.</summary>
    public double StepSize => times.Count > 1 ? times[^1] - times[^2] : 0;

    /// <summary>Runs a method.</summary>
    /// <param name="function">J.</param>
    /// <param name="method">The method.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="minimum">theta*.</param>
    public static TailObservation Of(ISmoothFunction function, ITrainingMethod method, double[] start, double[] minimum)
    {
        var seen = new TailObservation(Outcome.Undecided);
        seen.Outcome = method.Run(function, start, (step, time, at) => seen.Add(step, time, at, minimum)).Outcome;
        return seen;
    }

    /// <summary>
    /// p in e+ ~ e^p from the last three distances above a floor, log(e_3 / e_2) / log(e_2 / e_1): 1 for linear convergence, 2 for quadratic; NaN if there are no three.
    /// </summary>
    /// <param name="floor">Below it rounding counts.</param>
    public double Order(double floor)
    {
        var last = distances.FindIndex(d => d < floor) is var below && below < 0 ? distances.Count : below;
        return last >= 3
            ? Elementary.Log(distances[last - 1] / distances[last - 2]) / Elementary.Log(distances[last - 2] / distances[last - 3])
            : double.NaN;
    }

    /// <summary>
    /// Where a method with noise or with steps that do not shrink hovers: the median distance over the last quarter of the run; NaN if that over the
    /// third quarter differs by more than a quarter of it, so that the run is still on its way.
    /// </summary>
    public double Floor()
    {
        var quarter = distances.Count / 4;
        var (third, last) = (Median(distances.Skip(distances.Count - (2 * quarter)).Take(quarter)), Median(distances.TakeLast(quarter)));
        return Math.Abs(third - last) <= last / 4 ? last : double.NaN;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }

    private void Add(long step, double time, Iterate at, double[] minimum)
    {
        steps.Add(step);
        times.Add(time);
        risks.Add(at.Value);
        distances.Add(Vectors.Norm(Vectors.Plus(at.Theta, -1, minimum)));
    }
}
