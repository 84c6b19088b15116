namespace Landscape.Search;

/// <summary>
/// One representative of every orbit of a <see cref="SymmetryGroup"/>: every neuron with the sign that makes the last nonzero entry that it changes, of
/// (w, b, a), positive (so for odd and logistic activations a_j > 0 unless the neuron is dead, for even ones b_j > 0 unless it is 0), and neurons in
/// descending order of (a, b, w_d, ..., w_1).
/// It depends on the orbit alone, but not continuously: near a tie two nearly equal points may get forms far apart. So whether
/// two computed points are the same is never asked by comparing forms; <see cref="SymmetryGroup.Distance"/> and <see cref="OrbitIndex"/> answer it.
/// </summary>
public static class CanonicalForm
{
    /// <summary>The representative of theta's orbit.</summary>
    /// <param name="group">The group.</param>
    /// <param name="theta">P parameters.</param>
    public static double[] Of(SymmetryGroup group, ReadOnlySpan<double> theta)
    {
        var shape = group.Shape;
        var point = theta.ToArray();
        var signs = new int[shape.Width];
        for (var j = 0; j < shape.Width; j++)
        {
            signs[j] = LeadingSign(group, point.AsSpan(shape.U(j), shape.NeuronSize));
        }

        var order = Enumerable.Range(0, shape.Width).ToArray();
        Array.Sort(order, (i, j) => Compare(Signed(i), Signed(j)));
        return group.Image(point, order, [.. order.Select(j => signs[j])]);

        double[] Signed(int j)
        {
            var neuron = new double[shape.NeuronSize];
            group.Signed(point.AsSpan(shape.U(j), shape.NeuronSize), signs[j], neuron);
            return neuron;
        }
    }

    private static int LeadingSign(SymmetryGroup group, ReadOnlySpan<double> neuron)
    {
        Span<double> mirrored = stackalloc double[neuron.Length];
        group.Signed(neuron, group.HasSigns ? -1 : 1, mirrored);
        for (var k = neuron.Length - 1; k >= 0; k--)
        {
            if (neuron[k] != mirrored[k])
            {
                return neuron[k] > 0 ? 1 : -1;
            }
        }

        return 1;
    }

    private static int Compare(double[] x, double[] y)
    {
        for (var k = x.Length - 1; k >= 0; k--)
        {
            if (x[k] != y[k])
            {
                return y[k].CompareTo(x[k]);
            }
        }

        return 0;
    }
}
