using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>One term c x_1^e_1 ... x_d^e_d.</summary>
/// <param name="Coefficient">c.</param>
/// <param name="Exponents">e, d nonnegative integers.</param>
public sealed record Monomial(double Coefficient, IReadOnlyList<int> Exponents);

/// <summary>A polynomial target f(x) = sum of monomials: the targets of [KGDJ], on which gradient flows run to infinity.</summary>
/// <param name="Terms">The monomials, at least one.</param>
public sealed record Polynomial(IReadOnlyList<Monomial> Terms)
{
    /// <summary>Every monomial of total degree at most p, with independent standard normal coefficients.</summary>
    /// <param name="inputDimension">d, at least 1.</param>
    /// <param name="degree">p, at least 0.</param>
    /// <param name="stream">The randomness.</param>
    public static Polynomial Random(int inputDimension, int degree, RandomStream stream) =>
        new([.. Exponents(inputDimension, degree).Select(exponents => new Monomial(stream.NextNormal(), exponents))]);

    /// <summary>f(x).</summary>
    /// <param name="x">d coordinates.</param>
    public double At(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        foreach (var term in Terms)
        {
            var product = term.Coefficient;
            for (var k = 0; k < x.Length; k++)
            {
                for (var e = 0; e < term.Exponents[k]; e++)
                {
                    product *= x[k];
                }
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>All exponents of total degree at most p, the last running fastest.</summary>
    private static IEnumerable<int[]> Exponents(int inputDimension, int degree) => inputDimension == 0
        ? [[]]
        : Enumerable.Range(0, degree + 1).SelectMany(e => Exponents(inputDimension - 1, degree - e), (e, rest) => (int[])[e, .. rest]);
}
