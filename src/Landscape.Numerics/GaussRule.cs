namespace Landscape.Numerics;

/// <summary>
/// Gaussian quadrature for a probability measure that is symmetric about 0: sum_i w_i p(x_i) = E[p(X)] for every polynomial p of degree
/// at most 2m - 1. With the orthonormal polynomials b_(k+1) p_(k+1) = x p_k - b_k p_(k-1), the nodes are the zeros of p_m and
/// w_i = 1 / sum_(k&lt;m) p_k(x_i)^2 (Gautschi, Orthogonal Polynomials, 2004, section 3.1). The eigenvalues of the Jacobi matrix give
/// the zeros (Golub and Welsch 1969, DOI 10.1090/S0025-5718-69-99647-1), Newton's method the last digits.
/// </summary>
/// <param name="Nodes">x, ascending, exactly symmetric, m.</param>
/// <param name="Weights">w, positive, sum 1 up to rounding, m.</param>
public sealed record GaussRule(double[] Nodes, double[] Weights)
{
    // p_k grows like exp(x^2 / 4) between Hermite's nodes: 256 points stay far from overflow.
    private const int LargestRule = 256;

    /// <summary>The rule for the uniform distribution on [-1, 1]: b_k = k / sqrt(4 k^2 - 1).</summary>
    /// <param name="points">m, 1..256.</param>
    /// <exception cref="ArgumentOutOfRangeException">m is outside 1..256.</exception>
    public static GaussRule Legendre(int points) => Of(points, k => k / Math.Sqrt((4.0 * k * k) - 1));

    /// <summary>The rule for the standard normal distribution: b_k = sqrt(k).</summary>
    /// <param name="points">m, 1..256.</param>
    /// <exception cref="ArgumentOutOfRangeException">m is outside 1..256.</exception>
    public static GaussRule Hermite(int points) => Of(points, k => Math.Sqrt(k));

    private static GaussRule Of(int points, Func<int, double> recurrence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, LargestRule);
        var b = Enumerable.Range(0, points + 1).Select(recurrence).ToArray();
        b[0] = 0;
        var zeros = SymmetricEigen.ValuesOf(JacobiMatrix(b, points));
        var (nodes, weights) = (new double[points], new double[points]);
        for (var i = 0; i < points; i++)
        {
            // Symmetric zeros are taken from the upper half, so that x_i = -x_(m+1-i) holds to the bit.
            var upper = Math.Max(i, points - 1 - i);
            var node = points == (2 * upper) + 1 ? 0 : Polish(zeros[upper], b);
            nodes[i] = i < points - 1 - i ? -node : node;
            weights[i] = 1 / Evaluate(node, b).SumOfSquares;
        }

        return new GaussRule(nodes, weights);
    }

    private static Matrix JacobiMatrix(double[] b, int points)
    {
        var jacobi = new Matrix(points, points);
        for (var k = 1; k < points; k++)
        {
            jacobi[k, k - 1] = jacobi[k - 1, k] = b[k];
        }

        return jacobi;
    }

    /// <summary>Two Newton steps: the eigenvalue has some 13 correct digits and each step doubles them.</summary>
    private static double Polish(double x, double[] b)
    {
        for (var step = 0; step < 2; step++)
        {
            var (value, derivative, _) = Evaluate(x, b);
            x -= value / derivative;
        }

        return x;
    }

    /// <summary>p_m(x), p_m'(x) and sum_(k&lt;m) p_k(x)^2.</summary>
    private static (double Value, double Derivative, double SumOfSquares) Evaluate(double x, double[] b)
    {
        var (previous, previousSlope, value, slope, squares) = (0.0, 0.0, 1.0, 0.0, 0.0);
        for (var k = 0; k < b.Length - 1; k++)
        {
            squares += value * value;
            var next = ((x * value) - (b[k] * previous)) / b[k + 1];
            var nextSlope = (value + (x * slope) - (b[k] * previousSlope)) / b[k + 1];
            (previous, previousSlope, value, slope) = (value, slope, next, nextSlope);
        }

        return (value, slope, squares);
    }
}
