using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// Splits of a neuron: (u, a) -> (u + (1 - gamma) delta, gamma a), (u - gamma delta, (1 - gamma) a), which keeps the mean
/// gamma u_1 + (1 - gamma) u_2 = u. At delta = 0 the network is the same; at a critical point the risk then changes by
///     gamma (1 - gamma) delta^T B_j delta + O(|delta|^3),  B_j = E[r a_j psi''(z_j) x~ x~^T]  (the inner Hessian),
/// so the split of an efficient critical point is a saddle in each eigenvector of B_j whose eigenvalue times gamma (1 - gamma) is negative
/// (Fukumizu and Amari 2000, DOI 10.1016/S0893-6080(00)00009-5; docs/theory.md, A6).
/// </summary>
public static class NeuronSplit
{
    /// <summary>The network with one more neuron: neuron j split, its second part behind the others.</summary>
    /// <param name="shape">d and n of theta.</param>
    /// <param name="theta">P parameters.</param>
    /// <param name="neuron">j.</param>
    /// <param name="gamma">The share of a_j that stays with neuron j.</param>
    /// <param name="separation">delta = u_1 - u_2, d + 1.</param>
    /// <returns>P + d + 2 parameters.</returns>
    public static double[] Of(NetworkShape shape, ReadOnlySpan<double> theta, int neuron, double gamma, ReadOnlySpan<double> separation)
    {
        var wide = new NetworkShape(shape.InputDimension, shape.Width + 1);
        var split = new double[wide.ParameterCount];
        theta[..shape.Beta].CopyTo(split);
        split[wide.Beta] = theta[shape.Beta];
        var (first, second) = (wide.U(neuron), wide.U(shape.Width));
        for (var k = 0; k < separation.Length; k++)
        {
            split[first + k] = theta[first + k] + ((1 - gamma) * separation[k]);
            split[second + k] = theta[first + k] - (gamma * separation[k]);
        }

        var weight = theta[shape.A(neuron)];
        (split[wide.A(neuron)], split[wide.A(shape.Width)]) = (gamma * weight, (1 - gamma) * weight);
        return split;
    }

    /// <summary>B_j = E[r a_j psi''(z_j) x~ x~^T], (d + 1) x (d + 1).</summary>
    /// <param name="landscape">Sample, activation and shape.</param>
    /// <param name="theta">P parameters.</param>
    /// <param name="neuron">j.</param>
    public static Matrix InnerHessian(RiskLandscape landscape, ReadOnlySpan<double> theta, int neuron)
    {
        var (shape, sample) = (landscape.Shape, landscape.Sample);
        var inner = new Matrix(shape.InputDimension + 1, shape.InputDimension + 1);
        var u = theta.Slice(shape.U(neuron), shape.InputDimension + 1);
        double[] x = [.. sample.Nodes.Row(0), 1];
        for (var s = 0; s < sample.Count; s++)
        {
            sample.Nodes.Row(s).CopyTo(x);
            var residual = landscape.Evaluate(theta, sample.Nodes.Row(s)) - sample.Targets[s];
            var bend = landscape.Activation.Evaluate(Vectors.Dot(u, x)).Second;
            AddOuterProduct(inner, sample.Weights[s] * residual * theta[shape.A(neuron)] * bend, x);
        }

        return inner;
    }

    private static void AddOuterProduct(Matrix sum, double factor, double[] x)
    {
        for (var k = 0; k < x.Length; k++)
        {
            Vectors.AddScaled(sum.Row(k), factor * x[k], x);
        }
    }
}
