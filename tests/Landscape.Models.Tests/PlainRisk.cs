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

    public static double Risk(Sample sample, Activation activation, int width, double[] theta, double ridge = 0) =>
        Evaluate(sample, activation, width, ToComplex(theta), ridge).Risk.Real;

    /// <summary>The gradient by complex steps on the risk.</summary>
    public static double[] Gradient(Sample sample, Activation activation, int width, double[] theta, double ridge = 0) =>
        [.. Enumerable.Range(0, theta.Length).Select(k => Evaluate(sample, activation, width, Stepped(theta, k), ridge).Risk.Imaginary / Step)];

    /// <summary>The Hessian by complex steps on the plain gradient; row k is the derivative with respect to parameter k.</summary>
    public static double[][] Hessian(Sample sample, Activation activation, int width, double[] theta, double ridge = 0) =>
        [.. Enumerable.Range(0, theta.Length).Select(k =>
            Evaluate(sample, activation, width, Stepped(theta, k), ridge).Gradient.Select(g => g.Imaginary / Step).ToArray())];

    private static (Complex Risk, Complex[] Gradient) Evaluate(Sample sample, Activation activation, int width, Complex[] theta, double ridge)
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

        for (var i = 0; i < theta.Length; i++)
        {
            risk += ridge * theta[i] * theta[i];
            gradient[i] += 2 * ridge * theta[i];
        }

        return (risk, gradient);
    }

    private static (Complex Value, Complex Slope) Psi(Activation activation, Complex z)
    {
        var x = z.Real;
        var logistic = 1 / (1 + Complex.Exp(-z));
        var tanh = 1 - (2 / (Complex.Exp(2 * z) + 1));
        var bell = Complex.Exp(-z * z);
        var normal = Complex.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        var distribution = 0.5 * (1 + Lift(z / Math.Sqrt(2), Erf(x / Math.Sqrt(2)), 2 * Math.Sqrt(2) * normal.Real));
        return activation.Name switch
        {
            "tanh" => (tanh, 1 - (tanh * tanh)),
            "logistic" => (logistic, logistic * (1 - logistic)),
            "erf" => (Lift(z, Erf(x), 2 / Math.Sqrt(Math.PI) * bell.Real), 2 / Math.Sqrt(Math.PI) * bell),
            "arctan" => (Lift(z, Math.Atan(x), 1 / (1 + (x * x))), 1 / (1 + (z * z))),
            "sin" => (Lift(z, Math.Sin(x), Math.Cos(x)), Lift(z, Math.Cos(x), -Math.Sin(x))),
            "softplus" => (Complex.Log(1 + Complex.Exp(z)), logistic),
            "gelu" => (z * distribution, distribution + (z * normal)),
            "silu" => (z * logistic, logistic + (z * logistic * (1 - logistic))),
            "gaussian" => (bell, -2 * z * bell),
            _ => throw new ArgumentException($"no plain form of {activation.Name}"),
        };
    }

    /// <summary>f(x + i h) = f(x) + i h f'(x), for functions whose complex form in the platform's library loses so small a step.</summary>
    private static Complex Lift(Complex z, double value, double slope) => new(value, slope * z.Imaginary);

    /// <summary>2 / sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1 3 5 ... (2n+1)).</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
        {
            return Math.Sign(x); // 1 - erf(6) = 2e-17
        }

        var (sum, term) = (x, x);
        for (var n = 1; n < 200; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static Complex[] ToComplex(double[] theta) => [.. theta.Select(t => new Complex(t, 0))];

    private static Complex[] Stepped(double[] theta, int k)
    {
        var stepped = ToComplex(theta);
        stepped[k] += new Complex(0, Step);
        return stepped;
    }
}
