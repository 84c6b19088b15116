using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// Watches the invariants C_i of a flow: the largest entry of abs(C_i - C_i(start)) over all i so far, in units of the largest |W_i(start)|^2 (Frobenius), the
/// size of the terms of which C_i is the difference.
/// </summary>
public sealed class InvariantMonitor
{
    private readonly Composition composition;
    private readonly Matrix[] initial;
    private readonly double scale;

    /// <summary>Remembers the invariants of a start.</summary>
    public InvariantMonitor(Composition composition, ReadOnlySpan<double> start)
    {
        this.composition = composition;
        initial = new Matrix[composition.Layers - 1];
        for (var i = 1; i <= composition.Layers; i++)
        {
            var layer = composition.Layer(start, i);
            scale = Math.Max(scale, MatrixProducts.Inner(layer, layer));
            if (i < composition.Layers)
            {
                initial[i - 1] = Invariants.At(composition, start, i);
            }
        }
    }

    /// <summary>The largest drift over all states seen.</summary>
    public double Drift { get; private set; }

    /// <summary>Looks at a state.</summary>
    public void See(ReadOnlySpan<double> theta)
    {
        for (var i = 1; i < composition.Layers; i++)
        {
            var now = Invariants.At(composition, theta, i);
            for (var entry = 0; entry < now.Data.Length; entry++)
            {
                var change = Math.Abs(now.Data[entry] - initial[i - 1].Data[entry]);
                Drift = Math.Max(Drift, scale > 0 ? change / scale : change);
            }
        }
    }
}
