namespace Landscape.Search;

/// <summary>What a function knows about its own flat directions; the Hessian alone cannot tell a flat family from a way to infinity.</summary>
public interface IKnownDegeneracy
{
    /// <summary>Dimension of the family of critical points through the model's theta that the function's structure explains; 0 if none.</summary>
    int FlatDimension(SpectralModel model);
}

/// <summary>What <see cref="ConvergenceTest"/> found: the first criterion that fails, or the kind of critical point.</summary>
public enum ConvergenceFinding
{
    /// <summary>(1) fails.</summary>
    LargeGradient,

    /// <summary>(2) fails.</summary>
    LongNewtonStep,

    /// <summary>(3) fails.</summary>
    UnexplainedFlatness,

    /// <summary>A critical point with a regular Hessian.</summary>
    Nondegenerate,

    /// <summary>A critical point in a flat family that the structure of theta explains.</summary>
    FlatFamily,
}

/// <summary>The answer of <see cref="ConvergenceTest"/>: numbers, which become words only where someone reads them, not in every step.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Index">Negative eigenvalues of the Hessian; 0 if it was not looked at.</param>
/// <param name="Measure">The gradient relative to the scale, the Newton step's length, or the flat dimension.</param>
public readonly record struct Assessment(ConvergenceFinding Finding, int Index, double Measure)
{
    /// <summary>All criteria hold.</summary>
    public bool IsCritical => Finding is ConvergenceFinding.Nondegenerate or ConvergenceFinding.FlatFamily;

    /// <summary>Critical without negative eigenvalues.</summary>
    public bool IsMinimum => IsCritical && Index == 0;

    /// <summary>Evidence for a critical point, or the first criterion that fails.</summary>
    public string Reason => Finding switch
    {
        ConvergenceFinding.LargeGradient => $"gradient {Measure:g3} of the scale",
        ConvergenceFinding.LongNewtonStep => $"gradient small but Newton step {Measure:g3}",
        ConvergenceFinding.UnexplainedFlatness => $"gradient small but {Measure} flat directions that no redundancy explains",
        ConvergenceFinding.Nondegenerate => $"nondegenerate: index {Index}, Newton step {Measure:g3}",
        _ => $"flat family: dimension {Measure}, index {Index}",
    };
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
            return new(ConvergenceFinding.LargeGradient, 0, relative);
        }

        var model = SpectralModel.At(function, at.Theta);
        var step = NewtonStep(model);
        if (step > criteria.NewtonStepTolerance * (1 + at.ParameterNorm))
        {
            return new(ConvergenceFinding.LongNewtonStep, model.MorseIndex, step);
        }

        var flat = model.Nullity;
        return flat == 0 ? new(ConvergenceFinding.Nondegenerate, model.MorseIndex, step)
            : flat <= ((function as IKnownDegeneracy)?.FlatDimension(model) ?? 0) ? new(ConvergenceFinding.FlatFamily, model.MorseIndex, flat)
            : new(ConvergenceFinding.UnexplainedFlatness, model.MorseIndex, flat);
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
