using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>How an error e falls in the last phase of a run: log e = a - rate t, by least squares.</summary>
/// <param name="Rate">The rate; NaN if there are too few points.</param>
/// <param name="Uncertainty">The larger of the standard error and half the difference between the rates of the window's two halves: what curvature of the fitted line hides.</param>
/// <param name="Residual">Root mean square of log e - fit.</param>
/// <param name="Decades">log10 of the fall of e over the window.</param>
/// <param name="Points">Points in the window.</param>
public sealed record TailFit(double Rate, double Uncertainty, double Residual, double Decades, int Points)
{
    private const int FewestPoints = 8;
    private static readonly double LogTen = Elementary.Log(10.0);

    /// <summary>No fit.</summary>
    public static readonly TailFit None = new(double.NaN, double.NaN, double.NaN, 0, 0);

    /// <summary>Fits the points from the last time that the error is above <paramref name="ceiling"/> to the first that it is below <paramref name="floor"/>.</summary>
    /// <param name="times">t, ascending.</param>
    /// <param name="errors">e.</param>
    /// <param name="ceiling">Above it other modes count.</param>
    /// <param name="floor">Below it rounding counts.</param>
    public static TailFit Exponential(IReadOnlyList<double> times, IReadOnlyList<double> errors, double ceiling, double floor)
    {
        var first = errors.Count;
        while (first > 0 && errors[first - 1] <= ceiling)
        {
            first--;
        }

        var window = Enumerable.Range(first, errors.Count - first).TakeWhile(i => errors[i] >= floor).ToList();
        return Line([.. window.Select(i => times[i])], [.. window.Select(i => Elementary.Log(errors[i]))]);
    }

    /// <summary>Fits y = a - rate x.</summary>
    /// <param name="x">Abscissae.</param>
    /// <param name="y">Logarithms of errors.</param>
    public static TailFit Line(double[] x, double[] y)
    {
        if (x.Length < FewestPoints)
        {
            return None;
        }

        var half = x.Length / 2;
        var (rate, residual, standardError) = LeastSquares(x, y);
        var halves = LeastSquares(x[..half], y[..half]).Rate - LeastSquares(x[half..], y[half..]).Rate;
        return new TailFit(rate, Math.Max(standardError, Math.Abs(halves) / 2), residual, (y[0] - y[^1]) / LogTen, x.Length);
    }

    private static (double Rate, double Residual, double StandardError) LeastSquares(double[] x, double[] y)
    {
        var (meanX, meanY) = (FixedOrderSum.Sum(x) / x.Length, FixedOrderSum.Sum(y) / y.Length);
        double[] dx = [.. x.Select(v => v - meanX)], dy = [.. y.Select(v => v - meanY)];
        var squareX = FixedOrderSum.Dot(dx, dx);
        var slope = FixedOrderSum.Dot(dx, dy) / squareX;
        FixedOrderSum.AddScaled(-slope, dx, dy);
        var square = FixedOrderSum.Dot(dy, dy);
        return (-slope, Math.Sqrt(square / x.Length), Math.Sqrt(square / (x.Length - 2) / squareX));
    }
}
