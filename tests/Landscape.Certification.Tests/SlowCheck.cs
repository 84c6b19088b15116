using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification.Tests;

/// <summary>
/// A second implementation of everything that a certificate claims, in <see cref="FixedInterval"/>s (integers, 96 digits): Krawczyk's test on a box, the sign pattern
/// of the Hessian by Gauss's elimination, and Newton's method. Written from docs/certificates.md; it uses nothing of the library under test but table values.
/// </summary>
internal sealed class SlowCheck(Sample sample, string activation, int width)
{
    private readonly NetworkShape shape = new(sample.InputDimension, width);

    /// <summary>The zero of the gradient near theta to some 60 digits, by Newton's method with interval middles; P tight intervals.</summary>
    public FixedInterval[] Zero(double[] theta)
    {
        var inverse = Inverse(theta);
        var point = theta.Select(t => FixedInterval.Of(t)).ToArray();
        for (var i = 0; i < 25; i++)
        {
            // Once the steps are rounding, more of them change nothing.
            var step = Product(inverse, Evaluate(point).Gradient);
            point = [.. point.Zip(step, (p, s) => Narrow(p - s))];
            if (step.All(s => Math.Abs(s.Middle) < 1e-80))
            {
                break;
            }
        }

        return point;
    }

    /// <summary>K(X) in int X for X = centre +- radius.</summary>
    public bool KrawczykHolds(double[] centre, double radius)
    {
        var exact = centre.Select(c => FixedInterval.Of(c)).ToArray();
        var half = FixedInterval.Of(-radius, radius);
        var inverse = Inverse(centre);
        var step = Product(inverse, Evaluate(exact).Gradient);
        var hessian = Evaluate([.. exact.Select(c => c + half)]).Hessian;
        for (var i = 0; i < centre.Length; i++)
        {
            var image = -step[i];
            for (var k = 0; k < centre.Length; k++)
            {
                var defect = FixedInterval.Of(i == k ? 1.0 : 0.0);
                for (var l = 0; l < centre.Length; l++)
                {
                    defect -= FixedInterval.Of(inverse[i, l]) * hessian[l, k];
                }

                image += defect * half;
            }

            if (!(image.Low > half.Low && image.High < half.High))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Negative eigenvalues of d2J - shift at a point, by the pivots' signs in L D L^T; fails where a pivot's sign is not certain.</summary>
    public int NegativeEigenvalues(FixedInterval[] point, double shift)
    {
        var matrix = Evaluate(point).Hessian;
        var negative = 0;
        for (var i = 0; i < point.Length; i++)
        {
            matrix[i, i] -= FixedInterval.Of(shift);
        }

        for (var k = 0; k < point.Length; k++)
        {
            var pivot = matrix[k, k];
            Assert.True(pivot.IsPositive || pivot.IsNegative, "the sign of a pivot is not certain");
            negative += pivot.IsNegative ? 1 : 0;
            for (var i = k + 1; i < point.Length; i++)
            {
                var factor = pivot.IsPositive ? matrix[i, k] / pivot : -(matrix[i, k] / -pivot);
                for (var j = k + 1; j < point.Length; j++)
                {
                    matrix[i, j] -= factor * matrix[k, j];
                }
            }
        }

        return negative;
    }

    /// <summary>dJ and d2J over a box, from the definition J = sum_s mu_s r_s^2 by the product rule, one node at a time.</summary>
    public (FixedInterval[] Gradient, FixedInterval[,] Hessian) Evaluate(FixedInterval[] theta)
    {
        var count = theta.Length;
        var (gradient, hessian) = (new FixedInterval[count], new FixedInterval[count, count]);
        for (var s = 0; s < sample.Count; s++)
        {
            var (output, first, second) = Node(theta, sample.Nodes.Row(s).ToArray());
            var residual = output - FixedInterval.Of(sample.Targets[s]);
            var weight = FixedInterval.Of(sample.Weights[s]) + FixedInterval.Of(sample.Weights[s]);
            for (var i = 0; i < count; i++)
            {
                gradient[i] += weight * residual * first[i];
                for (var k = 0; k < count; k++)
                {
                    hessian[i, k] += weight * ((first[i] * first[k]) + (residual * second[i, k]));
                }
            }
        }

        return (gradient, hessian);
    }

    private (FixedInterval Output, FixedInterval[] First, FixedInterval[,] Second) Node(FixedInterval[] theta, double[] x)
    {
        double[] extended = [.. x, 1];
        var (first, second) = (new FixedInterval[theta.Length], new FixedInterval[theta.Length, theta.Length]);
        var output = theta[shape.Beta];
        first[shape.Beta] = FixedInterval.One;
        for (var j = 0; j < width; j++)
        {
            var (u, a) = (shape.U(j), theta[shape.A(j)]);
            var z = extended.Select((c, k) => theta[u + k] * FixedInterval.Of(c)).Aggregate((p, q) => p + q);
            var (psi, slope, bend) = Psi(z);
            output += a * psi;
            first[shape.A(j)] = psi;
            for (var k = 0; k < extended.Length; k++)
            {
                first[u + k] = a * slope * FixedInterval.Of(extended[k]);
                second[u + k, shape.A(j)] = second[shape.A(j), u + k] = slope * FixedInterval.Of(extended[k]);
                for (var l = 0; l < extended.Length; l++)
                {
                    second[u + k, u + l] = a * bend * FixedInterval.Of(extended[k]) * FixedInterval.Of(extended[l]);
                }
            }
        }

        return (output, first, second);
    }

    // With t = tanh(z) = 1 - 2 / (exp(2 z) + 1): tanh' = 1 - t^2, tanh'' = -2 t tanh'; logistic(z) = 1 / (1 + exp(-z)) = s: s' = s - s^2, s'' = s' (1 - 2 s).
    private (FixedInterval Value, FixedInterval First, FixedInterval Second) Psi(FixedInterval z)
    {
        var one = FixedInterval.One;
        if (activation == "logistic")
        {
            var s = one / (one + FixedInterval.Exp(-z));
            var derivative = s * (one - s);
            return (s, derivative, derivative * (one - s - s));
        }

        if (activation != "tanh")
        {
            return SlowActivation.Over(activation, z);
        }

        var t = one - (FixedInterval.Of(2.0) / (FixedInterval.Exp(z + z) + one));
        var slope = one - (t * t);
        return (t, slope, FixedInterval.Of(-2.0) * t * slope);
    }

    // Any matrix serves; this one is Gauss-Jordan with pivoting on the middles.
    private Matrix Inverse(double[] theta)
    {
        var hessian = Evaluate([.. theta.Select(t => FixedInterval.Of(t))]).Hessian;
        var size = theta.Length;
        var rows = Enumerable.Range(0, size).Select(i =>
            Enumerable.Range(0, 2 * size).Select(k => k < size ? hessian[i, k].Middle : k - size == i ? 1.0 : 0.0).ToArray()).ToArray();
        for (var k = 0; k < size; k++)
        {
            var best = Enumerable.Range(k, size - k).MaxBy(i => Math.Abs(rows[i][k]));
            (rows[k], rows[best]) = (rows[best], rows[k]);
            rows[k] = [.. rows[k].Select(v => v / rows[k][k])];
            for (var i = 0; i < size; i++)
            {
                var factor = rows[i][k];
                rows[i] = i == k ? rows[i] : [.. rows[i].Zip(rows[k], (v, p) => v - (factor * p))];
            }
        }

        var inverse = new Matrix(size, size);
        for (var i = 0; i < size; i++)
        {
            rows[i][size..].CopyTo(inverse.Row(i));
        }

        return inverse;
    }

    private static FixedInterval[] Product(Matrix matrix, FixedInterval[] vector) =>
        [.. Enumerable.Range(0, vector.Length).Select(i => vector.Select((v, k) => FixedInterval.Of(matrix[i, k]) * v).Aggregate((p, q) => p + q))];

    private static FixedInterval Narrow(FixedInterval x) => new((x.Low + x.High) >> 1, (x.Low + x.High) >> 1);
}
