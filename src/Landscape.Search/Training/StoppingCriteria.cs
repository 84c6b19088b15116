using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Landscape.Search;

/// <summary>The thresholds behind converged, diverging and undecided; each is dimensionless.</summary>
public sealed record StoppingCriteria
{
    /// <summary>Converged needs max|dJ| at most this times the problem's scale <see cref="ISmoothFunction.Scale"/>.</summary>
    [Description("converged: largest gradient entry relative to the risk of the best constant network")]
    [Range(1e-14, 1e-2)]
    public double GradientTolerance { get; init; } = 1e-12;

    /// <summary>Converged needs a Newton step |H^-1 g| of at most this times 1 + |theta|: at infinity gradients are tiny and Newton steps are not.</summary>
    [Description("converged: length of the Newton step relative to 1 + |theta|")]
    [Range(1e-12, 1e-2)]
    public double NewtonStepTolerance { get; init; } = 1e-6;

    /// <summary>Diverging needs |theta| to grow fourfold while J falls by at most this share: the risk is at its asymptotic value.</summary>
    [Description("diverging: largest share by which the risk falls while |theta| grows fourfold")]
    [Range(1e-10, 1e-1)]
    public double PlateauTolerance { get; init; } = 1e-3;

    /// <summary>What falls of J are compared with on a plateau: J itself, or PlateauTolerance * scale where the infimum may be 0.</summary>
    internal double PlateauValue(ISmoothFunction function, Iterate at) => Math.Max(at.Value, PlateauTolerance * function.Scale);
}
