using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// Numbers that no double is: two doubles and a bound on what they leave out, from 80 decimal digits; the tests enclose each in integer arithmetic.
/// </summary>
internal static class Constants
{
    /// <summary>ln 2; the two doubles are off by 5.71e-34.</summary>
    public static Ball Ln2 { get; } = Ball.Around(0.6931471805599453, 2.3190468138462996e-17, 6e-34);

    /// <summary>pi / 2; off by 1.497e-33.</summary>
    public static Ball HalfPi { get; } = Ball.Around(1.5707963267948966, 6.123233995736766e-17, 1.5e-33);

    /// <summary>2 / sqrt(pi); off by 4.77e-34.</summary>
    public static Ball TwoOverRootPi { get; } = Ball.Around(1.1283791670955126, 1.533545961316588e-17, 5e-34);

    /// <summary>1 / sqrt(2); off by 2.07e-33.</summary>
    public static Ball RootHalf { get; } = Ball.Around(0.7071067811865476, -4.833646656726457e-17, 2.1e-33);

    /// <summary>1 / sqrt(2 pi); off by 3.43e-34.</summary>
    public static Ball NormalDensityAtZero { get; } = Ball.Around(0.3989422804014327, -2.49232720227773e-17, 3.5e-34);

    /// <summary>1 / n! for n up to 30, by division in balls.</summary>
    public static Ball[] InverseFactorials { get; } = MakeInverseFactorials(30);

    /// <summary>1 / (2 n + 1) for n up to 400.</summary>
    public static Ball[] InverseOddNumbers { get; } = [.. Enumerable.Range(0, 401).Select(n => (Ball)1.0 / (Ball)((2.0 * n) + 1))];

    /// <summary>Adding and subtracting it rounds a double below 2^51 to an integer, whose low bits it leaves in the sum's: 1.5 2^52.</summary>
    public const double ToInteger = 6755399441055744;

    /// <summary>x minus a multiple k of a constant, k an integer.</summary>
    public static TBall Reduced<TBall, TLanes>(TBall x, TLanes k, Ball unit)
        where TBall : unmanaged, IBall<TBall, TLanes>
        where TLanes : unmanaged, ILanes<TLanes> =>
        TBall.AddProduct(TBall.AddProduct(x, -k, (double)unit.High), -k, (double)unit.Low).Widened(TLanes.Abs(k) * (double)unit.Radius);

    private static Ball[] MakeInverseFactorials(int highest)
    {
        var inverses = new Ball[highest + 1];
        inverses[0] = 1;
        for (var n = 1; n <= highest; n++)
        {
            inverses[n] = inverses[n - 1] / (Ball)(double)n;
        }

        return inverses;
    }
}
