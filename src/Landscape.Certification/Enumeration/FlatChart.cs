using System.Runtime.CompilerServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// Flat neurons, from w = 0 and for every b up to the infinite ones: coordinates (w, t), t = tanh(w x_0 + b) in [-1, 1], x_0 in the middle of the nodes, |w (x - x_0)| at most 1/2.
/// With y = x - x_0, u = (w y)^2, tanh(v) / v = S(v^2), s = y S(u), D = 1 / (1 + w t s):  psi = t + (1 - t^2) w phi,  phi = s D, which is y / (1 + ..) and regular at w = 0:
///     d_t phi = -w phi^2,   d_w phi = w eta - t phi^2,   eta = 2 y^3 S'(u) D^2
///     chi = (phi^2, eta),   d_t eta = -2 w phi eta,   d_w eta = 4 w y^5 S''(u) D^2 - 4 y^3 S'(u) D^3 t (s + 2 w^2 y^3 S'(u)).
/// For w > 0 and |t| &lt; 1, E[r phi^2] = E[r eta] = 0 is E[r psi'] = E[r psi' x] = 0: psi' and psi' x are combinations of 1, phi, w^2 phi^2 and of 1, phi, w phi^2, w^2 eta. At w = 0 it
/// reads E[r y^2] = E[r y^3] = 0 with r the residual of the straight line.
/// S(u) = sum_k 2 / (u + (k - 1/2)^2 pi^2) is a Stieltjes function: S, -S', S'' are positive and fall, and by Lagrange the remainder of each Taylor polynomial at 0 lies
/// between 0 and the next term.
/// </summary>
internal sealed class FlatChart<TLanes>(double[] nodes, double origin, double slopeLimit) : FeatureChart<TLanes>(nodes)
    where TLanes : unmanaged, ILanes<TLanes>
{
    // The next term of S'' is below 156 * 0.17 * (4 / pi^2)^14 0.25^12 = 5e-12.
    private const int Terms = 14;

    private static readonly Interval[][] Coefficients = Derivatives(Series());

    /// <summary>The largest w for nodes within a distance of the origin.</summary>
    public static double SlopeLimit(double distance) => 0.4999 / distance;

    // 1 + w t s is positive while |w s| is at most 0.6 and |t| at most 1.5.
    public override PlaneBox Limits { get; } = new(new(-0.2 * slopeLimit, 1.2 * slopeLimit), new(-1.5, 1.5));

    public override (double Slope, double Bias) Weights(double first, double second) => (first, Artanh(second) - (first * origin));

    public override PlaneBox Coordinates(Interval slope, Interval bias) => new(slope, TanhOver((slope * origin) + bias));

    public override double Area(PlaneBox box) => (box.First.Upper - box.First.Lower) * (Artanh(box.Second.Upper) - Artanh(box.Second.Lower));

    protected override void Evaluate(PlaneBox box, TLanes x, FeatureRanges<TLanes> ranges, int g)
    {
        LaneInterval<TLanes> w = box.First;
        LaneInterval<TLanes> t = box.Second;
        LaneInterval<TLanes> one = 1.0;
        var y = LaneInterval<TLanes>.Exactly(x) - origin;
        var u = LaneInterval<TLanes>.Square(w * y);
        var cube = LaneInterval<TLanes>.Square(y) * y;
        var s = y * Falling(u, 0);
        var bent = cube * -Falling(u, 1) * 2.0;
        var divisor = one + (w * t * s);
        var square = LaneInterval<TLanes>.Square(divisor);
        var phi = s / divisor;
        var eta = bent / square;
        var phi2 = LaneInterval<TLanes>.Square(phi);
        var slope = (w * eta) - (t * phi2);
        var third = cube * LaneInterval<TLanes>.Square(y) * Falling(u, 2) * w * 4.0;
        ranges.Value[g] = phi;
        (ranges.Slopes[0][g], ranges.Slopes[1][g]) = (slope, -(w * phi2));
        (ranges.Tests[0][g], ranges.Tests[1][g]) = (phi2, eta);
        (ranges.TestSlopes[0][g], ranges.TestSlopes[1][g]) = (phi * slope * 2.0, -(w * phi * phi2 * 2.0));
        ranges.TestSlopes[2][g] = (third / square) - (eta * t * (s + (LaneInterval<TLanes>.Square(w) * bent)) / divisor * 2.0);
        ranges.TestSlopes[3][g] = -(w * phi * eta * 2.0);
    }

    /// <summary>S, -S' or S'' over intervals.</summary>
    private static LaneInterval<TLanes> Falling(LaneInterval<TLanes> u, int order) => new(At(u.Upper, order).Lower, At(u.Lower, order).Upper);

    [MethodImpl(MethodImplOptions.NoInlining)] // as in LaneTanh
    private static LaneInterval<TLanes> At(TLanes u, int order)
    {
        var x = LaneInterval<TLanes>.Exactly(u);
        var coefficients = Coefficients[order];
        LaneInterval<TLanes> shorter = coefficients[^2];
        LaneInterval<TLanes> longer = (x * coefficients[^1]) + coefficients[^2];
        for (var n = coefficients.Length - 3; n >= 0; n--)
        {
            shorter = (shorter * x) + coefficients[n];
            longer = (longer * x) + coefficients[n];
        }

        return LaneInterval<TLanes>.Hull(shorter, longer);
    }

    /// <summary>tanh(v) / v = sum_n c_n u^n from tanh' = 1 - tanh^2: (2 n + 1) c_n = -sum_{i + j = n - 1} c_i c_j, c_0 = 1.</summary>
    private static Interval[] Series()
    {
        var series = new Interval[Terms + 2];
        series[0] = 1;
        for (var n = 1; n < series.Length; n++)
        {
            for (var i = 0; i < n; i++)
            {
                series[n] -= series[i] * series[n - 1 - i];
            }

            series[n] /= (2 * n) + 1;
        }

        return series;
    }

    /// <summary>The coefficients of S, -S' and S''.</summary>
    private static Interval[][] Derivatives(Interval[] series)
    {
        var first = series.Skip(1).Select((c, n) => -(n + 1) * c).ToArray();
        return [series[..Terms], first[..Terms], [.. first.Skip(1).Select((c, n) => -(n + 1) * c).Take(Terms)]];
    }
}
