using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// Watches the invariants C_i of a flow: the largest entry of abs(C_i - C_i(start)) over all i and states, in units of the largest |W_i|^2 (Frobenius) of these states,
/// the size of the terms of which C_i is the difference.
/// </summary>
public sealed class InvariantMonitor
{
    private readonly Composition composition;
    private readonly Matrix[] initial;
    private double change;
    private double scale;

    /// <summary>Remembers the invariants of a start.</summary>
    public InvariantMonitor(Composition composition, ReadOnlySpan<double> start)
    {
        this.composition = composition;
        initial = new Matrix[composition.Layers - 1];
        for (var i = 1; i < composition.Layers; i++)
        {
            initial[i - 1] = Invariants.At(composition, start, i);
        }

        See(start);
    }

    /// <summary>The largest drift over all states seen.</summary>
    public double Drift => scale > 0 ? change / scale : 0;

    /// <summary>Looks at a state.</summary>
    public void See(ReadOnlySpan<double> theta)
    {
        for (var i = 1; i <= composition.Layers; i++)
        {
            var layer = composition.Layer(theta, i);
            scale = Math.Max(scale, MatrixProducts.Inner(layer, layer));
        }

        for (var i = 1; i < composition.Layers; i++)
        {
            var now = Invariants.At(composition, theta, i);
            for (var entry = 0; entry < now.Data.Length; entry++)
            {
                change = Math.Max(change, Math.Abs(now.Data[entry] - initial[i - 1].Data[entry]));
            }
        }
    }
}
