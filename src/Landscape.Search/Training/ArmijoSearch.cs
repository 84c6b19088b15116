namespace Landscape.Search;

/// <summary>
/// Armijo backtracking along a direction p with g . p &lt; 0: the first of eta, eta / 2, eta / 4, ... with
/// J(theta + eta p) &lt;= J(theta) + c eta g . p  (Armijo 1966, DOI 10.2140/pjm.1966.16.1; Nocedal and Wright 2006, Algorithm 3.1).
/// Where the decrease it asks for is below the rounding of J, its form in derivatives, exact for quadratics:
/// g+ . p / g . p >= 2 c - 1 (the approximate condition of Hager and Zhang 2005, DOI 10.1137/030601880, section 2).
/// </summary>
/// <param name="sufficientDecrease">c.</param>
internal sealed class ArmijoSearch(double sufficientDecrease)
{
    /// <summary>The accepted eta, with <paramref name="trial"/> there and evaluated to first order; 0 if theta no longer moves.</summary>
    public double Run(ISmoothFunction function, Iterate at, ReadOnlySpan<double> direction, Iterate trial, double eta)
    {
        var slope = Vectors.Dot(at.Gradient, direction);
        var length = Vectors.MaxNorm(direction);
        while (eta * length > Iterate.Epsilon * (1 + at.ParameterNorm))
        {
            trial.Move(at.Theta, eta, direction);
            trial.EvaluateFirstOrder(function);
            if (trial.IsFinite && DecreasesEnough(at, trial, -eta * slope, Vectors.Dot(trial.Gradient, direction) / slope))
            {
                return eta;
            }

            eta *= 0.5;
        }

        return 0;
    }

    private bool DecreasesEnough(Iterate at, Iterate trial, double linearDecrease, double slopeRatio)
    {
        var asked = sufficientDecrease * linearDecrease;
        return asked > at.ValueNoise
            ? trial.Value <= at.Value - asked
            : trial.Value <= at.Value + at.ValueNoise && slopeRatio >= (2 * sufficientDecrease) - 1;
    }
}
