namespace Landscape.Certification;

/// <summary>
/// Directed rounding without switching the processor's mode: an operation is done in round to nearest, the sign of its exact error is
/// found by an error-free transformation (TwoSum for sums: Knuth, TAOCP vol. 2, 4.2.2, theorem B; a fused multiply-add for products, quotients),
/// and the result is moved to the neighbouring double only where that error points the wrong way. So exact operations stay exact.
/// A NaN error (overflow) always moves the result, towards the finite numbers: the largest double bounds an overflowed sum from below.
/// </summary>
internal static class Rounding
{
    // Above 2^-960 the error of a product of doubles is itself a double (2^-960 * 2^-106 > 2^-1074), so that the fused multiply-add finds it exactly.
    private const double ErrorIsExact = 1.0261342003245941e-289;

    /// <summary>The largest double that is at most a + b.</summary>
    public static double SumDown(double a, double b)
    {
        var sum = a + b;
        return SumError(a, b, sum) >= 0 ? sum : Math.BitDecrement(sum);
    }

    /// <summary>The smallest double that is at least a + b.</summary>
    public static double SumUp(double a, double b)
    {
        var sum = a + b;
        return SumError(a, b, sum) <= 0 ? sum : Math.BitIncrement(sum);
    }

    /// <summary>A double at most a b, the largest such one unless the product is below 1e-289. Zero times an unbounded end is 0.</summary>
    public static double ProductDown(double a, double b)
    {
        var product = a * b;
        return Math.Abs(product) > ErrorIsExact ? (Math.FusedMultiplyAdd(a, b, -product) >= 0 ? product : Math.BitDecrement(product))
            : HasZero(a, b) ? 0
            : Math.BitDecrement(product);
    }

    /// <summary>A double at least a b, the smallest such one unless the product is below 1e-289. Zero times an unbounded end is 0.</summary>
    public static double ProductUp(double a, double b) => -ProductDown(-a, b);

    /// <summary>A double at most a / b, b not 0.</summary>
    public static double QuotientDown(double a, double b)
    {
        var quotient = a / b;
        if (a == 0 && !double.IsNaN(b))
        {
            return 0;
        }

        // a - quotient b is a double where neither a nor the quotient is tiny; its sign against b's is the sign of the error.
        var remainder = Math.FusedMultiplyAdd(-quotient, b, a);
        var isKnown = Math.Abs(a) > ErrorIsExact && Math.Abs(quotient) > ErrorIsExact;
        return isKnown && (b > 0 ? remainder >= 0 : remainder <= 0) ? quotient : Math.BitDecrement(quotient);
    }

    /// <summary>A double at least a / b, b not 0.</summary>
    public static double QuotientUp(double a, double b) => -QuotientDown(-a, b);

    /// <summary>A double at most the square root of a, a at least 0: the square root is rounded correctly, so its neighbours enclose.</summary>
    public static double RootDown(double a) => Math.Max(0, Math.BitDecrement(Math.Sqrt(a)));

    /// <summary>A double at least the square root of a, a at least 0.</summary>
    public static double RootUp(double a) => Math.BitIncrement(Math.Sqrt(a));

    /// <summary>a + b = sum + error, exactly, unless the sum overflows (then NaN).</summary>
    public static double SumError(double a, double b, double sum)
    {
        var part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    private static bool HasZero(double a, double b) => (a == 0 && !double.IsNaN(b)) || (b == 0 && !double.IsNaN(a));
}
