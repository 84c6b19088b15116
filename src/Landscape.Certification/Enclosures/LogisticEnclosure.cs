namespace Landscape.Certification;

/// <summary>
/// The logistic function over an interval by psi(z) = (1 + tanh(z / 2)) / 2; its derivatives are those of tanh at z / 2 divided by 4, 8 and 16. Halving and doubling
/// are exact but for underflow, which the arithmetic covers.
/// </summary>
internal sealed class LogisticEnclosure : JetEnclosure<LogisticJet>
{
    private readonly TanhEnclosure tanh = new();

    /// <inheritdoc/>
    public override bool RedundancyIsKnown => true;

    /// <inheritdoc/>
    public override ActivationRange Over(Interval z)
    {
        var range = tanh.Over(0.5 * z);
        return new(0.5 * (1 + range.Value), 0.25 * range.First, 0.125 * range.Second, 0.0625 * range.Third);
    }
}
