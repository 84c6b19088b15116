namespace Landscape.Certification;

/// <summary>
/// An enclosure of exp with a proof that rests on IEEE 754's +, -, *, fused multiply-add alone, not on a tested bound:
/// (1) k is any integer, here the one nearest to x / ln 2, and exp(x) = 2^k exp(r), r = x - k ln 2, holds whatever k is; r is computed in ball arithmetic
/// with ln 2 as a ball, so its ball contains the true r. (2) exp(r) is its Taylor polynomial of degree 22, evaluated by Horner's rule in ball arithmetic
/// with coefficients 1/n! that are balls themselves (n! is a double up to 22!), plus a remainder
/// abs(R) at most |r|^23 / 23! exp(|r|) by Lagrange, below 4e-33 for |r| at most 0.36, which is checked and not assumed. (3) The scaling by 2^k is exact but
/// for underflow, which a ball's radius covers.
/// </summary>
public static class BallExp
{
    private const int Degree = 22;
    private const double ReducedLimit = 0.36;
    private const double TaylorRemainder = 4e-33; // 0.36^23 / 23! exp(0.36) = 3.46e-33
    private const double Log2E = 1.4426950408889634;

    // Below -690 the value is under 1e-299 even if the radius is 1; above 690 nothing here has a use for it.
    private const double ArgumentLimit = 690;
    private const double BelowLimit = 1e-299; // exp(-689) = 5.9e-300

    private static readonly Ball[] Coefficients = InverseFactorials();

    /// <summary>ln 2: the double-double nearest to it is off by 5.71e-34.</summary>
    public static Ball Ln2 { get; } = Ball.Around(0.6931471805599453, 2.3190468138462996e-17, 6e-34);

    /// <summary>A ball that contains exp(y) for every y in x; of infinite radius where x exceeds 690 or is wide.</summary>
    public static Ball Of(Ball x)
    {
        if (x.High < -ArgumentLimit && x.Radius < 1 && Math.Abs(x.Low) < 1e-6)
        {
            return Ball.Around(0, 0, BelowLimit);
        }

        var k = Math.Round(x.High * Log2E);
        var r = x - (k * Ln2);
        return x.High <= ArgumentLimit && r.Magnitude <= ReducedLimit
            ? Taylor(r).Widened(TaylorRemainder).TimesPowerOfTwo((int)k)
            : Ball.Around(0, 0, double.PositiveInfinity);
    }

    private static Ball Taylor(Ball r)
    {
        var sum = Coefficients[Degree];
        for (var n = Degree - 1; n >= 0; n--)
        {
            sum = (sum * r) + Coefficients[n];
        }

        return sum;
    }

    private static Ball[] InverseFactorials()
    {
        var coefficients = new Ball[Degree + 1];
        var factorial = 1.0;
        for (var n = 0; n <= Degree; n++)
        {
            factorial *= Math.Max(n, 1);
            coefficients[n] = (Ball)1.0 / factorial;
        }

        return coefficients;
    }
}
