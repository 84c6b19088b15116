using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>One neuron on one input in the plainest way, with the platform's functions: the equations of an enumeration, and a search by a dense grid and Newton's method.</summary>
internal sealed class PlainNeuron(Sample sample, bool isLogistic, double ridge)
{
    /// <summary>A target drawn from a Gaussian process on Gauss-Legendre nodes of [-1, 1].</summary>
    public static Sample Draw(int draw, int nodes = 24, bool isSmooth = true)
    {
        var design = Design.GaussLegendre(1, nodes);
        Covariance covariance = isSmooth ? new SquaredExponential([0.5]) : new MaternFiveHalves([0.5]);
        return new Sample(design.Nodes, design.Weights, GaussianProcess.On(covariance, design).Draw(new RandomStream(1, "tests", "enumeration", draw)));
    }

    /// <summary>A target on Gauss-Legendre nodes of [-1, 1].</summary>
    public static Sample Of(Func<double, double> target, int nodes = 24)
    {
        var design = Design.GaussLegendre(1, nodes);
        return new Sample(design.Nodes, design.Weights, [.. Enumerable.Range(0, nodes).Select(s => target(design.Nodes[s, 0]))]);
    }

    /// <summary>(a, beta) of the normal equations.</summary>
    public (double Weight, double Bias) Outputs(double w, double b)
    {
        var (mass, feature, square, target, mixed) = (ridge, 0.0, ridge, 0.0, 0.0);
        for (var s = 0; s < sample.Count; s++)
        {
            var (value, m, f) = (Psi((w * sample.Nodes[s, 0]) + b), sample.Weights[s], sample.Targets[s]);
            (mass, feature, square, target, mixed) = (mass + m, feature + (m * value), square + (m * value * value), target + (m * f), mixed + (m * f * value));
        }

        var a = (mixed - (feature * target / mass)) / (square - (feature * feature / mass));
        return (a, (target - (a * feature)) / mass);
    }

    /// <summary>E[r psi' x] and E[r psi'], or with a ridge a E[r psi' x] + rho w and a E[r psi'] + rho b.</summary>
    public (double First, double Second) Equations(double w, double b)
    {
        var (a, beta) = Outputs(w, b);
        var (first, second) = (0.0, 0.0);
        for (var s = 0; s < sample.Count; s++)
        {
            var x = sample.Nodes[s, 0];
            var z = (w * x) + b;
            var weighted = sample.Weights[s] * ((a * Psi(z)) + beta - sample.Targets[s]) * Slope(z);
            (first, second) = (first + (weighted * x), second + weighted);
        }

        return ridge > 0 ? ((a * first) + (ridge * w), (a * second) + (ridge * b)) : (first, second);
    }

    /// <summary>The zeros that Newton's method with difference quotients reaches from a grid over lower..upper, |b| at most the bias limit; without a ridge those with a != 0.</summary>
    public List<(double W, double B)> Zeros(double lower, double upper, double biasLimit, int points)
    {
        var zeros = new List<(double W, double B)>();
        for (var i = 0; i < points; i++)
        {
            for (var j = 0; j < points; j++)
            {
                var start = (lower + ((upper - lower) * (i + 0.5) / points), biasLimit * ((2 * (j + 0.5) / points) - 1));
                if (Newton(start) is { } zero && zero.W > lower && zero.W < upper && Math.Abs(zero.B) < biasLimit
                    && (ridge > 0 || Math.Abs(Outputs(zero.W, zero.B).Weight) > 1e-7)
                    && !zeros.Exists(z => Math.Abs(z.W - zero.W) + Math.Abs(z.B - zero.B) < 1e-5))
                {
                    zeros.Add(zero);
                }
            }
        }

        return zeros;
    }

    private (double W, double B)? Newton((double W, double B) point)
    {
        for (var step = 0; step < 40; step++)
        {
            var (w, b) = point;
            var h = 1e-6;
            var (f, g) = Equations(w, b);
            var (fw, gw) = Difference(Equations(w + h, b), Equations(w - h, b), h);
            var (fb, gb) = Difference(Equations(w, b + h), Equations(w, b - h), h);
            var determinant = (fw * gb) - (fb * gw);
            var (dw, db) = (((gb * f) - (fb * g)) / determinant, ((fw * g) - (gw * f)) / determinant);
            point = (w - dw, b - db);
            if (!double.IsFinite(point.W + point.B) || Math.Abs(point.W) + Math.Abs(point.B) > 100)
            {
                return null;
            }

            if (Math.Abs(dw) + Math.Abs(db) < 1e-9)
            {
                return point;
            }
        }

        return null;
    }

    private double Psi(double z) => isLogistic ? 1 / (1 + Math.Exp(-z)) : Math.Tanh(z);

    private double Slope(double z) => isLogistic ? Psi(z) * (1 - Psi(z)) : 1 / Math.Pow(Math.Cosh(z), 2);

    private static (double First, double Second) Difference((double First, double Second) up, (double First, double Second) down, double h) =>
        ((up.First - down.First) / (2 * h), (up.Second - down.Second) / (2 * h));
}
