using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// The logistic function s and its derivatives from e = exp(-y), y = |z|: p = s(y) = 1 / (1 + e), q = s(-y) = e p, s' = p q, s''(y) = -s' (p - q), s''' = s' (1 - 6 p q).
/// s' and s''' are even, s'' is odd.
/// </summary>
/// <typeparam name="TBall">The kind of balls.</typeparam>
/// <typeparam name="TLanes">One double or eight.</typeparam>
internal readonly struct LogisticParts<TBall, TLanes>
    where TBall : unmanaged, IBall<TBall, TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly TBall large;
    private readonly TBall small;
    private readonly TLanes isNegative;

    /// <summary>The parts at z.</summary>
    public LogisticParts(TBall z)
    {
        (Absolute, isNegative) = Balls.Unsigned<TBall, TLanes>(z);
        E = BallExp.Of<TBall, TLanes>(-Absolute);
        large = 1.0 / (1.0 + E);
        small = E * large;
        First = large * small;
        Third = First * (1.0 - (6.0 * First));
    }

    /// <summary>y.</summary>
    public TBall Absolute { get; }

    /// <summary>exp(-y).</summary>
    public TBall E { get; }

    /// <summary>s(z).</summary>
    public TBall Value => Choose(small, large);

    /// <summary>s'(z).</summary>
    public TBall First { get; }

    /// <summary>s''(z).</summary>
    public TBall Second => Signed(SecondOfAbsolute);

    /// <summary>s''(y).</summary>
    public TBall SecondOfAbsolute => -(First * (large - small));

    /// <summary>s'''(z).</summary>
    public TBall Third { get; }

    /// <summary>s(-y).</summary>
    public TBall Small => small;

    /// <summary>One where z is negative, another elsewhere.</summary>
    public TBall Choose(TBall ifNegative, TBall otherwise) => TBall.Select(isNegative, ifNegative, otherwise);

    /// <summary>The value at z of an odd function of value x at y.</summary>
    public TBall Signed(TBall x) => Choose(-x, x);
}
