using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// The functions whose linear independence under mu is polynomial efficiency (E_P of Benning and Dereich, arXiv:2504.08867):
/// 1, psi(z_j), psi'(z_j) x~_k, psi''(z_j) x~_k x~_l (k &lt;= l), for every neuron j. For erf, arctan, sin and the Gaussian they are always dependent, because these
/// solve linear differential equations (psi'' = -2z psi' and so on, docs/theory.md, section 1).
/// </summary>
public static class PolynomialFeatures
{
    /// <summary>
    /// The margin of efficiency: the smallest singular value of the matrix sqrt(mu_s) phi_c(x_s) with columns scaled to norm 1.
    /// Between 0 and 1; 0 on the bias and duplication sets, for any activation, and wherever there are more functions than nodes.
    /// It does not see a_j, so that deactivation has a distance of its own (<see cref="RedundancyDistances"/>). Invariant under permutations,
    /// and under sign changes for odd and even activations; for the logistic function it is that of the representative, because psi(-z) = 1 - psi(z)
    /// spans the same space together with 1 but is another column.
    /// </summary>
    /// <param name="landscape">Sample, activation, shape.</param>
    /// <param name="theta">P parameters.</param>
    public static double Margin(RiskLandscape landscape, ReadOnlySpan<double> theta)
    {
        var features = Functions(landscape, theta);
        if (features.Rows > features.Columns)
        {
            return 0;
        }

        for (var c = 0; c < features.Rows; c++)
        {
            Normalise(features.Row(c));
        }

        return SingularValues.OfColumns(features)[0];
    }

    /// <summary>sqrt(mu_s) phi_c(x_s): row c is a function, column s a node; 1 + n (1 + D + D (D + 1) / 2) rows, D = d + 1.</summary>
    /// <param name="landscape">Sample, activation, shape.</param>
    /// <param name="theta">P parameters.</param>
    public static Matrix Functions(RiskLandscape landscape, ReadOnlySpan<double> theta)
    {
        var (sample, shape) = (landscape.Sample, landscape.Shape);
        var neurons = new NeuronGeometry(landscape, theta, RedundancyDistances.Tolerance);
        var extendedDimension = shape.InputDimension + 1;
        var perNeuron = 1 + extendedDimension + (extendedDimension * (extendedDimension + 1) / 2);
        var functions = new Matrix(1 + (shape.Width * perNeuron), sample.Count);
        for (var s = 0; s < sample.Count; s++)
        {
            var root = Math.Sqrt(sample.Weights[s]);
            double[] extended = [.. sample.Nodes.Row(s), 1];
            functions[0, s] = root;
            for (var j = 0; j < shape.Width; j++)
            {
                var psi = landscape.Activation.Evaluate(neurons.PreActivation(j)[s]);
                Fill(functions, 1 + (j * perNeuron), s, (root * psi.Value, root * psi.First, root * psi.Second), extended);
            }
        }

        return functions;
    }

    private static void Fill(Matrix functions, int next, int s, (double Value, double First, double Second) psi, double[] extended)
    {
        functions[next++, s] = psi.Value;
        foreach (var x in extended)
        {
            functions[next++, s] = psi.First * x;
        }

        for (var k = 0; k < extended.Length; k++)
        {
            for (var l = k; l < extended.Length; l++)
            {
                functions[next++, s] = psi.Second * extended[k] * extended[l];
            }
        }
    }

    // A function that is exactly zero (psi'' underflows, or vanishes at w = b = 0) stays zero and makes the margin zero.
    private static void Normalise(Span<double> function)
    {
        var norm = Vectors.Norm(function);
        for (var s = 0; s < function.Length && norm > 0; s++)
        {
            function[s] /= norm;
        }
    }
}
