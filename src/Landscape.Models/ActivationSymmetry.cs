namespace Landscape.Models;

/// <summary>How an activation maps under z -> -z; decides the sign symmetries of a network.</summary>
public enum ActivationSymmetry
{
    /// <summary>Nothing is known that a network could use.</summary>
    None,

    /// <summary>psi(-z) = -psi(z): (u, a) ~ (-u, -a).</summary>
    Odd,

    /// <summary>psi(-z) = 1 - psi(z): (u, a, beta) ~ (-u, -a, beta + a).</summary>
    Logistic,

    /// <summary>psi(-z) = psi(z): (u, a) ~ (-u, a).</summary>
    Even,

    /// <summary>
    /// psi(z) - psi(-z) = z: a linear function, which the neurons (u, a) and (-u, -a) realize between them. No group acts on parameters, but networks may be
    /// redundant in further ways: several such pairs realize sum_i a_i z_i, which one pair does too.
    /// </summary>
    ThreeTerm,
}

/// <summary>psi(-z) = Constant + Factor psi(z), what a sign change of a neuron rests on.</summary>
/// <param name="Factor">-1 or 1.</param>
/// <param name="Constant">0 or 1.</param>
public readonly record struct Mirror(int Factor, int Constant)
{
    /// <summary>The rule for psi(sign z); null where a symmetry has none for sign -1.</summary>
    /// <param name="symmetry">The activation's symmetry.</param>
    /// <param name="sign">+1 or -1.</param>
    public static Mirror? Of(ActivationSymmetry symmetry, int sign = -1) => (symmetry, sign) switch
    {
        (_, 1) => new Mirror(1, 0),
        (ActivationSymmetry.Odd, _) => new Mirror(-1, 0),
        (ActivationSymmetry.Logistic, _) => new Mirror(-1, 1),
        (ActivationSymmetry.Even, _) => new Mirror(1, 0),
        _ => null,
    };
}
