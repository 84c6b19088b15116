using System.Runtime.CompilerServices;

namespace Landscape.Numerics;

public static partial class Elementary
{
    // exp(-708) is the last decay that a single normal power of two scales; beyond, tanh is 1 and its derivatives are below 1e-306.
    private const double DecayLimit = 708;

    /// <summary>
    /// What tanh, the logistic function and softplus share: for y >= 0 the decay e = exp(-y), e - 1 and 1 / (1 + e), the first two as
    /// unevaluated sums of two doubles. Beyond y = 708 the argument is held at 708.
    /// </summary>
    private readonly struct ExpDecay<TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        public readonly TLanes High, Low, MinusOne, MinusOneLow, Denominator, DenominatorLow, Reciprocal;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ExpDecay(TLanes y)
        {
            var (p, low, shifted) = ExpMinusOneReduced<TLanes>(-TLanes.WhereLess(DecayLimit, y, DecayLimit, y), 0.0);
            var scale = PowerOfTwo(TLanes.SubtractBits(shifted, IntegerShift));
            var scaled = scale * p;
            var scaledLow = scale * low;
            var shift = scale - 1.0;
            High = scale + scaled;
            Low = scale - High + scaled + scaledLow;
            MinusOne = shift + scaled;
            MinusOneLow = shift - MinusOne + scaled + (scaledLow + (scale - (shift + 1.0)));
            Denominator = 2.0 + MinusOne;
            DenominatorLow = 2.0 - Denominator + MinusOne + MinusOneLow;
            Reciprocal = 1.0 / Denominator;
        }

        /// <summary>(numerator + low) / (1 + e), the quotient corrected by its exact remainder.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Divide(TLanes numerator, TLanes low)
        {
            var quotient = numerator * Reciprocal;
            var remainder = TLanes.FusedMultiplyAdd(-quotient, Denominator, numerator);
            remainder += TLanes.FusedMultiplyAdd(-quotient, DenominatorLow, low);
            return TLanes.FusedMultiplyAdd(remainder, Reciprocal, quotient);
        }
    }
}
