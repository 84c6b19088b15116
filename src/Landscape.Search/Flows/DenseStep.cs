namespace Landscape.Search;

/// <summary>
/// The solution over one step, with x = (t - t_0) / h and y = 1 - x:
/// <code>y(t) = y_0 + x (F_0 + y (F_1 + x (F_2 + y (F_3 + x (F_4 + y (F_5 + x F_6)))))),   error O(h^8)</code>
/// (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed., section II.6).
/// </summary>
/// <param name="start">t_0.</param>
/// <param name="length">h.</param>
/// <param name="state">y_0.</param>
/// <param name="coefficients">F_0, ..., F_6, each as long as y_0.</param>
internal sealed class DenseStep(double start, double length, double[] state, double[][] coefficients)
{
    /// <summary>t_0.</summary>
    public double Start => start;

    /// <summary>t_0 + h.</summary>
    public double End => start + length;

    /// <summary>y_0.</summary>
    public ReadOnlySpan<double> State => state;

    /// <summary>y(t), overwritten.</summary>
    public void Evaluate(double time, Span<double> result)
    {
        var x = (time - start) / length;
        for (var i = 0; i < state.Length; i++)
        {
            var sum = 0.0;
            for (var c = coefficients.Length - 1; c >= 0; c--)
            {
                sum = (sum + coefficients[c][i]) * (c % 2 == 0 ? x : 1 - x);
            }

            result[i] = state[i] + sum;
        }
    }
}
