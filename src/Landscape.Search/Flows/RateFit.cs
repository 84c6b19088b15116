using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// An exponential rate lambda of e(t) = C exp(-lambda t) by least squares on log e, with an uncertainty: the larger of the slope's standard error and half
/// the difference between the slopes of the two halves, which sees a bend that the standard error takes for noise.
/// </summary>
/// <param name="Rate">lambda.</param>
/// <param name="Uncertainty">At least 0; not a proof but what the data say.</param>
public readonly record struct RateFit(double Rate, double Uncertainty)
{
    /// <summary>Fits samples.</summary>
    /// <param name="times">t, at least four different ones, ascending.</param>
    /// <param name="errors">e, positive.</param>
    /// <returns>Nothing if there are fewer than four samples.</returns>
    public static RateFit? Of(IReadOnlyList<double> times, IReadOnlyList<double> errors)
    {
        if (times.Count < 4)
        {
            return null;
        }

        var logs = errors.Select(Elementary.Log).ToArray();
        var (slope, deviation) = Line(times, logs, 0, times.Count);
        var half = times.Count / 2;
        var bend = Math.Abs(Line(times, logs, 0, half).Slope - Line(times, logs, half, times.Count).Slope) / 2;
        return new RateFit(-slope, Math.Max(deviation, bend));
    }

    /// <summary>The least-squares slope over positions from..to-1 and its standard error.</summary>
    private static (double Slope, double Deviation) Line(IReadOnlyList<double> x, double[] y, int from, int to)
    {
        double count = to - from, meanX = 0, meanY = 0;
        for (var i = from; i < to; i++)
        {
            meanX += x[i] / count;
            meanY += y[i] / count;
        }

        double xx = 0, xy = 0;
        for (var i = from; i < to; i++)
        {
            var dx = x[i] - meanX;
            (xx, xy) = (xx + (dx * dx), xy + (dx * (y[i] - meanY)));
        }

        // A second pass: the difference of sums of squares would leave nothing but rounding of a good fit.
        var (slope, residual) = (xy / xx, 0.0);
        for (var i = from; i < to; i++)
        {
            var miss = y[i] - meanY - (slope * (x[i] - meanX));
            residual += miss * miss;
        }

        return (slope, Math.Sqrt(residual / Math.Max(1, count - 2) / xx));
    }
}
