using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>What a function knows about its own degeneracies; the Hessian alone cannot tell a flat family from a way to infinity.</summary>
public interface IKnownDegeneracy
{
    /// <summary>Dimension of the family of equal value through <paramref name="theta"/> that the function's structure explains; 0 if none.</summary>
    int FlatDimension(ReadOnlySpan<double> theta);
}

/// <summary>The answer of <see cref="ConvergenceTest"/>.</summary>
/// <param name="IsCritical">All criteria hold.</param>
/// <param name="Index">Resolved negative eigenvalues of the Hessian.</param>
/// <param name="Reason">Evidence for a critical point, or the first criterion that fails.</param>
public readonly record struct Verdict(bool IsCritical, int Index, string Reason)
{
    /// <summary>Critical with no resolved negative eigenvalue.</summary>
    public bool IsMinimum => IsCritical && Index == 0;
}

/// <summary>
/// Is theta at a critical point? Gradients also vanish on the way to infinity, where for a potential J = J* + c s^-p along s the Newton
/// step is s / (p + 1) and for J = J* + c exp(-m s) it is 1 / m: bounded from below. So converged means all of
/// (1) max|dJ| &lt;= tolerance * scale;
/// (2) the Newton step over the eigenvalues that rounding lets through, |lambda| &gt; 16 eps P max|lambda|, is at most tolerance * (1 + |theta|);
/// (3) eigenvalues that rounding swallows are no more than the dimensions of the flat family that the structure of theta predicts:
/// where a neuron saturates on all nodes the Hessian is flat as well, but nothing explains it.
/// </summary>
public static class ConvergenceTest
{
    /// <summary>Assesses a point whose gradient and Hessian are evaluated.</summary>
    public static Verdict Assess(ISmoothFunction function, Iterate at, StoppingCriteria criteria)
    {
        var relative = at.GradientNorm / function.Scale;
        if (!(relative <= criteria.GradientTolerance))
        {
            return new(false, 0, $"gradient {relative:g3} of the scale");
        }

        var (step, index, unresolved) = NewtonStep(at);
        var limit = criteria.NewtonStepTolerance * (1 + at.ParameterNorm);
        var explained = unresolved == 0 ? 0 : (function as IKnownDegeneracy)?.FlatDimension(at.Theta) ?? 0;
        return step > limit ? new(false, index, $"gradient small but the Newton step still {step:g3}")
            : unresolved == 0 ? new(true, index, index == 0 ? $"nondegenerate minimum: Newton step {step:g3}" : $"nondegenerate saddle: index {index}")
            : unresolved <= explained ? new(true, index, $"flat family: {unresolved} directions, index {index}")
            : new(false, index, $"gradient small but {unresolved} flat directions without a redundancy that explains them");
    }

    /// <summary>|H^-1 g| over resolved eigenvalues, the number of negative ones, and the number of unresolved ones.</summary>
    private static (double Step, int Index, int Unresolved) NewtonStep(Iterate at)
    {
        var eigen = SymmetricEigen.Decompose(at.Hessian);
        var noise = 16 * VectorNorm.Epsilon * at.Theta.Length * VectorNorm.Max(eigen.Values);
        double square = 0;
        int index = 0, unresolved = 0;
        for (var k = 0; k < at.Theta.Length; k++)
        {
            var value = eigen.Values[k];
            if (Math.Abs(value) <= noise)
            {
                unresolved++;
                continue;
            }

            var move = FixedOrderSum.Dot(eigen.Vectors.Row(k), at.Gradient) / value;
            square += move * move;
            index += value < 0 ? 1 : 0;
        }

        return (Math.Sqrt(square), index, unresolved);
    }
}
