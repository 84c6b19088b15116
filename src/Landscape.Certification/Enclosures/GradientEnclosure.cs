using Landscape.Models;

namespace Landscape.Certification;

/// <summary>
/// The gradient at a point, in balls of 106 bits: dJ = 2 sum_s mu_s r_s dPsi(x_s) + 2 rho theta, r = Psi_theta(x) - f(x). Nodes, weights, targets, rho and theta are the doubles of
/// the tables, taken as exact numbers.
/// </summary>
internal sealed class GradientEnclosure(Sample sample, NetworkShape shape, ActivationEnclosure activation, double ridge)
{
    private readonly Ball[] features = new Ball[shape.ParameterCount];

    /// <summary>dJ(theta), P balls.</summary>
    /// <param name="theta">P parameters.</param>
    public Ball[] At(ReadOnlySpan<double> theta)
    {
        var gradient = new Ball[shape.ParameterCount];
        for (var s = 0; s < sample.Count; s++)
        {
            var residual = EvaluateNode(theta, sample.Nodes.Row(s)) - sample.Targets[s];
            var weighted = residual * (2 * sample.Weights[s]);
            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] += weighted * features[i];
            }
        }

        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] += (Ball)(2 * ridge) * theta[i];
        }

        return gradient;
    }

    /// <summary>Psi(x) as the result, dPsi(x) as the features.</summary>
    private Ball EvaluateNode(ReadOnlySpan<double> theta, ReadOnlySpan<double> x)
    {
        Ball output = theta[shape.Beta];
        features[shape.Beta] = 1.0;
        for (var j = 0; j < shape.Width; j++)
        {
            var (value, first) = activation.At(PreActivation(theta, x, j));
            output += value * theta[shape.A(j)];
            features[shape.A(j)] = value;
            var slope = first * theta[shape.A(j)];
            features[shape.B(j)] = slope;
            for (var k = 0; k < x.Length; k++)
            {
                features[shape.U(j) + k] = slope * x[k];
            }
        }

        return output;
    }

    private Ball PreActivation(ReadOnlySpan<double> theta, ReadOnlySpan<double> x, int j)
    {
        Ball z = theta[shape.B(j)];
        for (var k = 0; k < x.Length; k++)
        {
            z += (Ball)theta[shape.U(j) + k] * x[k];
        }

        return z;
    }
}
