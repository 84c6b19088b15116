using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>tanh(x) = (1 - e) / (1 + e), e = exp(-2x), error below 1 ulp; odd to the bit; NaN for NaN.</summary>
    public static double Tanh(double x) => Tanh(Vector512.Create(x)).ToScalar();

    /// <summary>tanh(x) in every lane: <see cref="Tanh(double)"/>.</summary>
    public static Vector512<double> Tanh(Vector512<double> x) => Tanh(x, out _, out _);

    /// <summary>
    /// tanh(x), tanh' = 4 e / (1 + e)^2 and tanh'' = -2 tanh tanh', e = exp(-2 abs(x)): no cancellation at saturation, relative error of
    /// the derivatives below 8 ulp; they are 0 where abs(x) > 354.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x, out Vector512<double> first, out Vector512<double> second)
    {
        var sign = x & Vector512.Create(-0.0);
        var y = Vector512.Abs(x) + Vector512.Abs(x);
        var decay = new ExpDecay(y);
        var value = decay.Divide(-decay.MinusOne, -decay.MinusOneLow) | sign;
        var slope = Vector512.Create(4.0) * decay.High * (decay.Reciprocal * decay.Reciprocal);
        first = Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512.Create(DecayLimit)), Vector512<double>.Zero, slope);
        second = Vector512.Create(-2.0) * value * first;
        return value;
    }
}
