using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Landscape.Numerics;

public static partial class Elementary
{
    /// <summary>1 / (1 + exp(-x)), error below 1 ulp; 0 where x &lt; -708 (the true value is below 3.4e-308); NaN for NaN.</summary>
    public static double Logistic(double x) => Logistic(Vector512.Create(x)).ToScalar();

    /// <summary>1 / (1 + exp(-x)) in every lane: <see cref="Logistic(double)"/>.</summary>
    public static Vector512<double> Logistic(Vector512<double> x) => Logistic(x, out _, out _);

    /// <summary>
    /// s(x) = 1 / (1 + exp(-x)), s' = e / (1 + e)^2 and s'' = -s' tanh(x / 2), e = exp(-abs(x)): no cancellation at saturation or at 0,
    /// relative error of the derivatives below 8 ulp; they are 0 where abs(x) > 708.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Logistic(Vector512<double> x, out Vector512<double> first, out Vector512<double> second)
    {
        var y = Vector512.Abs(x);
        var decay = new ExpDecay(y);
        var saturated = Vector512.GreaterThan(y, Vector512.Create(DecayLimit));
        var negative = Vector512.LessThan(x, Vector512<double>.Zero);
        var numerator = Vector512.ConditionalSelect(negative, decay.High, Vector512<double>.One);
        var low = Vector512.ConditionalSelect(negative, decay.Low, Vector512<double>.Zero);
        var value = Vector512.ConditionalSelect(saturated & negative, Vector512<double>.Zero, decay.Divide(numerator, low));
        var slope = decay.High * (decay.Reciprocal * decay.Reciprocal);
        first = Vector512.ConditionalSelect(saturated, Vector512<double>.Zero, slope);
        var halfTanh = decay.MinusOne * decay.Reciprocal;
        second = first * Vector512.ConditionalSelect(negative, -halfTanh, halfTanh);
        return value;
    }
}
