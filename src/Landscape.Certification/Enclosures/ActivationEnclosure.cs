using Landscape.Models;

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
    /// <summary>
    /// Whether deactivation, bias and duplication are the only ways to be redundant, so that missing them proves efficiency (Sussmann 1992,
    /// DOI 10.1016/S0893-6080(05)80037-1, for tanh; the logistic function is an affine image of it).
    /// </summary>
    public abstract bool RedundancyIsKnown { get; }

    /// <summary>The enclosure of an activation, or null if none has been proved.</summary>
    public static ActivationEnclosure? Of(Activation activation) =>
        activation == Activation.Tanh ? new TanhEnclosure() : activation == Activation.Logistic ? new LogisticEnclosure() : null;

    /// <summary>psi(z) and psi'(z) at a point known to 106 bits.</summary>
    public abstract (Ball Value, Ball First) At(Ball z);

    /// <summary>The ranges of psi and its derivatives over an interval.</summary>
    public abstract ActivationRange Over(Interval z);
}
