namespace Landscape.Search;

/// <summary>What a function knows about its own flat directions; the Hessian alone cannot tell a flat family from a way to infinity.</summary>
public interface IKnownDegeneracy
{
    /// <summary>Dimension of the family of critical points through the model's theta that the function's structure explains; 0 if none.</summary>
    int FlatDimension(SpectralModel model);
}

/// <summary>The answer of <see cref="ConvergenceTest"/>.</summary>
/// <param name="IsCritical">All criteria hold.</param>
/// <param name="Index">Negative eigenvalues of the Hessian; 0 if it was not looked at.</param>
/// <param name="Reason">Evidence for a critical point, or the first criterion that fails.</param>
public readonly record struct Assessment(bool IsCritical, int Index, string Reason)
{
    /// <summary>Critical without negative eigenvalues.</summary>
    public bool IsMinimum => IsCritical && Index == 0;
}

/// <summary>
/// Is theta at a critical point? Gradients also vanish on the way to infinity, where for J = J* + c s^-p along s the Newton step is
/// s / (p + 1) and for J = J* + c exp(-m s) it is 1 / m: bounded from below. So converged means all of
/// (1) max|dJ| &lt;= GradientTolerance * scale;
/// (2) the Newton step over the eigenvalues that are not zero to rounding (<see cref="SpectralModel.NullTolerance"/>) is at most
/// NewtonStepTolerance * (1 + |theta|);
/// (3) the eigenvalues that are zero to rounding are no more than the flat directions that the structure of theta predicts: where a neuron
/// saturates on all nodes the Hessian is flat as well, but nothing explains it.
/// </summary>
public static class ConvergenceTest
{
    /// <summary>Assesses a point whose gradient is evaluated; the Hessian is only looked at where the gradient is small.</summary>
    public static Assessment Assess(ISmoothFunction function, Iterate at, StoppingCriteria criteria)
    {
        var relative = at.GradientNorm / function.Scale;
        if (!(relative <= criteria.GradientTolerance))
        {
            return new(false, 0, $"gradient {relative:g3} of the scale");
        }

        var model = SpectralModel.At(function, at.Theta);
        var step = NewtonStep(model);
        if (step > criteria.NewtonStepTolerance * (1 + at.ParameterNorm))
        {
            return new(false, model.MorseIndex, $"gradient small but Newton step {step:g3}");
        }

        var flat = model.Nullity;
        if (flat == 0)
        {
            return new(true, model.MorseIndex, $"nondegenerate: index {model.MorseIndex}, Newton step {step:g3}");
        }

        return flat <= ((function as IKnownDegeneracy)?.FlatDimension(model) ?? 0)
            ? new(true, model.MorseIndex, $"flat family: dimension {flat}, index {model.MorseIndex}")
            : new(false, model.MorseIndex, $"gradient small but {flat} flat directions that no redundancy explains");
    }

    /// <summary>|sum_k v_k slope_k / lambda_k| over the eigenvalues that are not zero to rounding.</summary>
    private static double NewtonStep(SpectralModel model)
    {
        var tolerance = model.NullTolerance;
        var square = 0.0;
        for (var k = 0; k < model.Slopes.Length; k++)
        {
            var move = Math.Abs(model.Eigenvalues[k]) > tolerance ? model.Slopes[k] / model.Eigenvalues[k] : 0;
            square += move * move;
        }

        return Math.Sqrt(square);
    }
}
