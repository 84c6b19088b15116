using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>Intervals that contain psi, psi', psi'' and psi''' on an interval of pre-activations.</summary>
/// <param name="Value">psi.</param>
/// <param name="First">psi'.</param>
/// <param name="Second">psi''.</param>
/// <param name="Third">psi'''.</param>
public readonly record struct ActivationRange(Interval Value, Interval First, Interval Second, Interval Third);

/// <summary>Proven enclosures of an activation and its derivatives.</summary>
public abstract class ActivationEnclosure
{
    private static readonly Dictionary<Activation, ActivationEnclosure> Proven = new()
    {
        [Activation.Tanh] = new TanhEnclosure(),
        [Activation.Logistic] = new LogisticEnclosure(),
        [Activation.Erf] = new JetEnclosure<ErfJet>(),
        [Activation.Arctan] = new JetEnclosure<ArctanJet>(),
        [Activation.Sin] = new JetEnclosure<SinJet>(),
        [Activation.Softplus] = new JetEnclosure<SoftplusJet>(),
        [Activation.Gelu] = new JetEnclosure<GeluJet>(),
        [Activation.Silu] = new JetEnclosure<SiluJet>(),
        [Activation.Gaussian] = new JetEnclosure<GaussianJet>(),
    };

    /// <summary>
    /// Whether deactivation, bias and duplication are the only ways to be redundant, so that missing them proves efficiency (Sussmann 1992,
    /// DOI 10.1016/S0893-6080(05)80037-1, for tanh; the logistic function is an affine image of it).
    /// </summary>
    public virtual bool RedundancyIsKnown => false;

    /// <summary>The enclosure of an activation, or null if none has been proved.</summary>
    public static ActivationEnclosure? Of(Activation activation) => Proven.GetValueOrDefault(activation);

    /// <summary>psi(z) and psi'(z) at a point known to 106 bits.</summary>
    public abstract (Ball Value, Ball First) At(Ball z);

    /// <summary>The ranges of psi and its derivatives over an interval.</summary>
    public abstract ActivationRange Over(Interval z);

    /// <summary>psi and psi' at points known to 106 bits, lane by lane.</summary>
    internal abstract (DoubleDoubleBall<TLanes> Value, DoubleDoubleBall<TLanes> First) At<TLanes>(DoubleDoubleBall<TLanes> z)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>Balls that contain psi and its derivatives over balls, lane by lane: tight over narrow ones, which Krawczyk's boxes are.</summary>
    internal abstract BallJet<DoubleBall<TLanes>> Over<TLanes>(DoubleBall<TLanes> z)
        where TLanes : unmanaged, ILanes<TLanes>;
}
