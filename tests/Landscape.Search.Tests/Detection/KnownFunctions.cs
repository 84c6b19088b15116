using Landscape.Numerics;

namespace Landscape.Search.Tests.Detection;

/// <summary>A separable function sum_i f_i(x_i), f_i given with its derivatives: its critical points and indices are read off.</summary>
internal sealed class Separable(params Func<double, (double Value, double First, double Second)>[] terms) : ISmoothFunction
{
    public int Dimension => terms.Length;

    public double Scale => 1;

    /// <summary>sum (x_i^2 - 1)^2: in each coordinate minima at -1 and 1, a maximum at 0 with curvature -4.</summary>
    public static Separable DoubleWells(int dimension) => new([.. Enumerable.Repeat(DoubleWell, dimension)]);

    /// <summary>x^4 + y^2: a degenerate minimum at 0.</summary>
    public static Separable Quartic() => new(x => (x * x * x * x, 4 * x * x * x, 12 * x * x), Square);

    /// <summary>x^3 / 3 + slope x + y^2: no critical point, but |g| has a minimum at 0, where H g = 0.</summary>
    public static Separable Ramp(double slope) => new(x => ((x * x * x / 3) + (slope * x), (x * x) + slope, 2 * x), Square);

    public double Value(ReadOnlySpan<double> theta) => theta.ToArray().Zip(terms, (x, term) => term(x).Value).Sum();

    public double ValueGradient(ReadOnlySpan<double> theta, Span<double> gradient) =>
        ValueGradientHessian(theta, gradient, new Matrix(Dimension, Dimension));

    public double ValueGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian)
    {
        hessian.Data.AsSpan().Clear();
        for (var i = 0; i < Dimension; i++)
        {
            (_, gradient[i], hessian[i, i]) = terms[i](theta[i]);
        }

        return Value(theta);
    }

    private static (double Value, double First, double Second) DoubleWell(double x) =>
        (((x * x) - 1) * ((x * x) - 1), 4 * x * ((x * x) - 1), (12 * x * x) - 4);

    private static (double Value, double First, double Second) Square(double x) => (x * x, 2 * x, 2);
}
