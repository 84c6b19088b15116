using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    // exp(-708) is the last decay that a single normal power of two scales; beyond, tanh is 1 and its derivatives are below 1e-306.
    private const double DecayLimit = 708;

    /// <summary>
    /// What tanh and the logistic function share: for y >= 0 the decay e = exp(-y), e - 1 and 1 / (1 + e), the first two as
    /// unevaluated sums of two doubles. Beyond y = 708 the argument is held at 708.
    /// </summary>
    private readonly struct ExpDecay
    {
        public readonly Vector512<double> High, Low, MinusOne, MinusOneLow, Denominator, DenominatorLow, Reciprocal;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ExpDecay(Vector512<double> y)
        {
            var limit = Vector512.Create(DecayLimit);
            var (p, low, shifted) = ExpMinusOneReduced(-Vector512.ConditionalSelect(Vector512.GreaterThan(y, limit), limit, y));
            var scale = PowerOfTwo(shifted.AsInt64() - Vector512.Create(IntegerShift).AsInt64());
            var scaled = scale * p;
            var scaledLow = scale * low;
            var shift = scale - Vector512<double>.One;
            High = scale + scaled;
            Low = scale - High + scaled + scaledLow;
            MinusOne = shift + scaled;
            MinusOneLow = shift - MinusOne + scaled + (scaledLow + (scale - (shift + Vector512<double>.One)));
            Denominator = Vector512.Create(2.0) + MinusOne;
            DenominatorLow = Vector512.Create(2.0) - Denominator + MinusOne + MinusOneLow;
            Reciprocal = Vector512<double>.One / Denominator;
        }

        /// <summary>(numerator + low) / (1 + e), the quotient corrected by its exact remainder.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Divide(Vector512<double> numerator, Vector512<double> low)
        {
            var quotient = numerator * Reciprocal;
            var remainder = Vector512.FusedMultiplyAdd(-quotient, Denominator, numerator);
            remainder += Vector512.FusedMultiplyAdd(-quotient, DenominatorLow, low);
            return Vector512.FusedMultiplyAdd(remainder, Reciprocal, quotient);
        }
    }
}
