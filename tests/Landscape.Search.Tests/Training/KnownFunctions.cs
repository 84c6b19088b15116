using Landscape.Numerics;

namespace Landscape.Search.Tests.Training;

/// <summary>A function given by lambdas for value, gradient and Hessian: the problems whose answers are known.</summary>
internal sealed class KnownFunction(
    string name, int dimension, Func<double[], double> value, Func<double[], double[]> gradient, Func<double[], double[][]> hessian) : ISmoothFunction
{
    public int Dimension => dimension;

    public double Scale => 1;

    public double Value(ReadOnlySpan<double> theta) => value(theta.ToArray());

    public double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradientOut)
    {
        gradient(theta.ToArray()).CopyTo(gradientOut);
        return Value(theta);
    }

    public double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradientOut, Matrix hessianOut)
    {
        var rows = hessian(theta.ToArray());
        for (var i = 0; i < dimension; i++)
        {
            rows[i].CopyTo(hessianOut.Row(i));
        }

        return ValueGradient(theta, gradientOut);
    }

    public override string ToString() => name;
}

internal static class KnownFunctions
{
    /// <summary>x.Hx / 2 with H = Q diag(lambda) Q^T, Q the reflection that maps e_1 to (1, ..., 1) / sqrt(P): minimum 0 at 0.</summary>
    public static KnownFunction Quadratic(params double[] lambda)
    {
        var p = lambda.Length;
        var h = Enumerable.Range(0, p).Select(_ => new double[p]).ToArray();
        for (var k = 0; k < p; k++)
        {
            var q = Mode(k, p);
            for (var i = 0; i < p; i++)
            {
                for (var j = 0; j < p; j++)
                {
                    h[i][j] += lambda[k] * q[i] * q[j];
                }
            }
        }

        return new($"quadratic({string.Join(", ", lambda)})", p, x => 0.5 * Dot(x, Times(h, x)), x => Times(h, x), _ => h);
    }

    /// <summary>The unit eigenvector k of <see cref="Quadratic"/>.</summary>
    public static double[] Mode(int k, int p)
    {
        // I - 2 v v^T / v.v with v = e_1 - (1, ..., 1) / sqrt(P).
        var v = Enumerable.Range(0, p).Select(i => (i == 0 ? 1 : 0) - (1 / Math.Sqrt(p))).ToArray();
        var square = Dot(v, v);
        return [.. Enumerable.Range(0, p).Select(i => (i == k ? 1 : 0) - (square == 0 ? 0 : 2 * v[i] * v[k] / square))];
    }

    /// <summary>100 (y - x^2)^2 + (1 - x)^2: minimum 0 at (1, 1), behind a curved valley.</summary>
    public static readonly KnownFunction Rosenbrock = new(
        "rosenbrock",
        2,
        t => (100 * Square(t[1] - (t[0] * t[0]))) + Square(1 - t[0]),
        t => [(-400 * t[0] * (t[1] - (t[0] * t[0]))) - (2 * (1 - t[0])), 200 * (t[1] - (t[0] * t[0]))],
        t => [[(-400 * (t[1] - (3 * t[0] * t[0]))) + 2, -400 * t[0]], [-400 * t[0], 200]]);

    /// <summary>x^2 y + x^4 / 4 + y^2 + x y: a mild nonlinear field whose components all interact; only its flow matters.</summary>
    public static readonly KnownFunction Coupled = new(
        "coupled",
        2,
        t => (t[0] * t[0] * t[1]) + (0.25 * Square(t[0] * t[0])) + (t[1] * t[1]) + (t[0] * t[1]),
        t => [(2 * t[0] * t[1]) + (t[0] * t[0] * t[0]) + t[1], (t[0] * t[0]) + (2 * t[1]) + t[0]],
        t => [[(2 * t[1]) + (3 * t[0] * t[0]), (2 * t[0]) + 1], [(2 * t[0]) + 1, 2]]);

    /// <summary>(x^2 - 1)^2 + y^2: minima 0 at (+-1, 0), a saddle of index 1 at 0.</summary>
    public static readonly KnownFunction DoubleWell = new(
        "double well",
        2,
        t => Square((t[0] * t[0]) - 1) + (t[1] * t[1]),
        t => [4 * t[0] * ((t[0] * t[0]) - 1), 2 * t[1]],
        t => [[(12 * t[0] * t[0]) - 4, 0], [0, 2]]);

    /// <summary>(x^4 + y^4) / 4: minimum 0 at 0, degenerate; the flow is x(t) = x(0) / sqrt(1 + 2 x(0)^2 t).</summary>
    public static readonly KnownFunction Quartic = new(
        "quartic",
        2,
        t => 0.25 * (Square(t[0] * t[0]) + Square(t[1] * t[1])),
        t => [t[0] * t[0] * t[0], t[1] * t[1] * t[1]],
        t => [[3 * t[0] * t[0], 0], [0, 3 * t[1] * t[1]]]);

    /// <summary>1 + exp(-x) + y^2: infimum 1 at infinity, approached exponentially; the flow is x(t) = log(exp(x(0)) + t).</summary>
    public static readonly KnownFunction ExponentialEscape = new(
        "exponential escape",
        2,
        t => 1 + Math.Exp(-t[0]) + (t[1] * t[1]),
        t => [-Math.Exp(-t[0]), 2 * t[1]],
        t => [[Math.Exp(-t[0]), 0], [0, 2]]);

    /// <summary>1 + 1 / (1 + x^2) + y^2: infimum 1 at infinity, approached like x^-2.</summary>
    public static readonly KnownFunction PowerEscape = new(
        "power escape",
        2,
        t => 1 + (1 / (1 + (t[0] * t[0]))) + (t[1] * t[1]),
        t => [-2 * t[0] / Square(1 + (t[0] * t[0])), 2 * t[1]],
        t => [[((6 * t[0] * t[0]) - 2) / (Square(1 + (t[0] * t[0])) * (1 + (t[0] * t[0]))), 0], [0, 2]]);

    public static double Square(double x) => x * x;

    public static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    public static double[] Times(double[][] h, double[] x) => [.. h.Select(row => Dot(row, x))];
}
