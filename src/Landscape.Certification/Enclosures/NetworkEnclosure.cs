using Landscape.Models;

namespace Landscape.Certification;

/// <summary>The network at one node over a box of parameters: intervals that contain z_j, psi and its derivatives there, and Psi_theta(x).</summary>
internal sealed class NetworkEnclosure(NetworkShape shape, ActivationEnclosure activation)
{
    private readonly ActivationRange[] ranges = new ActivationRange[shape.Width];
    private readonly double[] extended = new double[shape.InputDimension + 1];

    /// <summary>psi(z_j) and its derivatives at the last node, n.</summary>
    public ReadOnlySpan<ActivationRange> Ranges => ranges;

    /// <summary>x~ of the last node, d + 1.</summary>
    public ReadOnlySpan<double> Extended => extended;

    /// <summary>Psi_theta(x) over the box.</summary>
    /// <param name="box">P intervals.</param>
    /// <param name="x">d coordinates.</param>
    public Interval Evaluate(ReadOnlySpan<Interval> box, ReadOnlySpan<double> x)
    {
        x.CopyTo(extended);
        extended[^1] = 1;
        var output = box[shape.Beta];
        for (var j = 0; j < shape.Width; j++)
        {
            ranges[j] = activation.Over(PreActivation(box.Slice(shape.U(j), extended.Length), extended));
            output += box[shape.A(j)] * ranges[j].Value;
        }

        return output;
    }

    /// <summary>z = u . x~.</summary>
    /// <param name="u">d + 1 intervals.</param>
    /// <param name="extended">x~, d + 1.</param>
    public static Interval PreActivation(ReadOnlySpan<Interval> u, ReadOnlySpan<double> extended)
    {
        Interval z = 0;
        for (var k = 0; k < extended.Length; k++)
        {
            z += u[k] * extended[k];
        }

        return z;
    }
}
