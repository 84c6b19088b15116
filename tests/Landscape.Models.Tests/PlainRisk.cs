using System.Numerics;

namespace Landscape.Models.Tests;

/// <summary>
/// Risk and gradient written down from docs/theory.md in the plainest way, over complex numbers, sharing no code with the library.
/// A step i h in one parameter then gives exact derivatives without cancellation: Im F(theta + i h e_k) / h (Squire and Trapp 1998).
/// </summary>
internal static class PlainRisk
{
    // Far below 1e-16 of any parameter, so that the h^2 terms vanish in rounding, and far above underflow.
    private const double Step = 1e-40;

    public static double Risk(Sample sample, Activation activation, int width, double[] theta) =>
        Evaluate(sample, activation, width, ToComplex(theta)).Risk.Real;

    /// <summary>The gradient by complex steps on the risk.</summary>
    public static double[] Gradient(Sample sample, Activation activation, int width, double[] theta) =>
        [.. Enumerable.Range(0, theta.Length).Select(k => Evaluate(sample, activation, width, Stepped(theta, k)).Risk.Imaginary / Step)];

    /// <summary>The Hessian by complex steps on the plain gradient; row k is the derivative with respect to parameter k.</summary>
    public static double[][] Hessian(Sample sample, Activation activation, int width, double[] theta) =>
        [.. Enumerable.Range(0, theta.Length).Select(k =>
            Evaluate(sample, activation, width, Stepped(theta, k)).Gradient.Select(g => g.Imaginary / Step).ToArray())];

    private static (Complex Risk, Complex[] Gradient) Evaluate(Sample sample, Activation activation, int width, Complex[] theta)
    {
        var d = sample.InputDimension;
        var (risk, gradient) = (Complex.Zero, new Complex[theta.Length]);
        for (var s = 0; s < sample.Count; s++)
        {
            var output = theta[^1];
            var features = new Complex[theta.Length];
            features[^1] = 1;
            for (var j = 0; j < width; j++)
            {
                var first = j * (d + 2);
                var z = theta[first + d];
                for (var k = 0; k < d; k++)
                {
                    z += theta[first + k] * sample.Nodes[s, k];
                }

                var (value, slope) = Psi(activation, z);
                var a = theta[first + d + 1];
                output += a * value;
                features[first + d + 1] = value;
                features[first + d] = a * slope;
                for (var k = 0; k < d; k++)
                {
                    features[first + k] = a * slope * sample.Nodes[s, k];
                }
            }

            var residual = output - sample.Targets[s];
            risk += sample.Weights[s] * residual * residual;
            for (var i = 0; i < theta.Length; i++)
            {
                gradient[i] += 2 * sample.Weights[s] * residual * features[i];
            }
        }

        return (risk, gradient);
    }

    private static (Complex Value, Complex Slope) Psi(Activation activation, Complex z)
    {
        if (activation == Activation.Tanh)
        {
            var t = 1 - (2 / (Complex.Exp(2 * z) + 1));
            return (t, 1 - (t * t));
        }

        var logistic = 1 / (1 + Complex.Exp(-z));
        return (logistic, logistic * (1 - logistic));
    }

    private static Complex[] ToComplex(double[] theta) => [.. theta.Select(t => new Complex(t, 0))];

    private static Complex[] Stepped(double[] theta, int k)
    {
        var stepped = ToComplex(theta);
        stepped[k] += new Complex(0, Step);
        return stepped;
    }
}
