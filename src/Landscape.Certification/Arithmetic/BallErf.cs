using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// An enclosure of erf at y >= 0. Near 0 by a series of positive terms (DLMF 7.6.2), in which nothing cancels:
///     erf(y) = 2 / sqrt(pi) exp(-y^2) sum_n t_n,   t_0 = y,   t_n = t_(n-1) 2 y^2 / (2n + 1);
/// once the ratio 2 y^2 / (2n + 3) is at most 1/2, the terms after t_n sum to at most t_n. Far out 1 - erf(y) lies in [0, exp(-y^2)].
/// </summary>
public static class BallErf
{
    // exp(-36) = 2e-16 and exp(-8.6^2) = 7e-33: beyond, erf is 1 to the precision of the centre.
    private const double SeriesLimit = 6;
    private const double DoubledSeriesLimit = 8.6;

    // Terms below this share of the sum add nothing to the centre.
    private const double Negligible = 1e-18;
    private const double DoubledNegligible = 1e-34;

    /// <summary>A ball that contains erf(x) for every x in y; if y meets the negative numbers far from 0, of radius 2.</summary>
    /// <param name="y">A ball with a centre that is at least 0.</param>
    public static TBall Of<TBall, TLanes>(TBall y)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var isNear = TLanes.LessThan(y.Magnitude, TBall.IsDoubled ? DoubledSeriesLimit : SeriesLimit);
        var held = Held<TBall, TLanes>(y);
        var density = BallExp.Of<TBall, TLanes>(-(held * held));
        var near = TBall.Constant(Constants.TwoOverRootPi) * density * Series<TBall, TLanes>(TBall.Select(isNear, y, 0.0));
        var far = ((TBall)1.0).Widened(TLanes.Select(TLanes.GreaterThan(y.Mignitude, 0.0), density.Magnitude, 2.0));
        return TBall.Select(isNear, near, far);
    }

    /// <summary>
    /// y, held at 40: for y > 40 and p up to 4, y^p exp(-y^2 / 2) is below its value at 40, which is below what balls of exp tell from 0 (40^4 exp(-800) = 1e-341),
    /// so that enclosures at 40 are enclosures beyond it, without overflow.
    /// </summary>
    public static TBall Held<TBall, TLanes>(TBall y)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes> => TBall.Select(TLanes.GreaterThan(y.Mignitude, 40.0), 40.0, y);

    private static TBall Series<TBall, TLanes>(TBall y)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        var twiceSquare = 2.0 * (y * y);
        var negligible = TBall.IsDoubled ? DoubledNegligible : Negligible;
        var (n, term, sum) = (0, y, y);
        do
        {
            n++;
            term *= twiceSquare * TBall.Constant(Constants.InverseOddNumbers[n]);
            sum += term;
        }
        while (n < Constants.InverseOddNumbers.Length - 1 && TLanes.Any(TLanes.GreaterThan(TLanes.Abs(term.Centre), negligible * TLanes.Abs(sum.Centre))));

        var isSmall = TLanes.LessThan(twiceSquare.Magnitude, n + 1.5);
        return sum.Widened(TLanes.Select(isSmall, term.Magnitude, double.PositiveInfinity));
    }
}
