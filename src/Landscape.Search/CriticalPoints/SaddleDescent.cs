namespace Landscape.Search;

/// <summary>
/// The two halves of the unstable manifold of a critical point of index 1: the gradient flow theta' = -dJ(theta) from theta_s - s v and theta_s + s v, where
/// H v = lambda v, lambda &lt; 0. Each ends at a critical point, almost always a minimum, or runs to infinity. The start is taken so near to the saddle that the
/// linear flow describes it, |g(theta_s +- s v) -+ lambda s v| &lt;= |lambda| s / 2: then it lies within the manifold to first order in s and
/// descends on its own side. (A mountain pass in the sense of a disconnectivity graph: Becker and Karplus 1997, DOI 10.1063/1.473299.)
/// </summary>
/// <param name="function">J.</param>
public sealed class SaddleDescent(ISmoothFunction function)
{
    // The first start tried, as a share of 1 + |theta|: where the quadratic model still holds, a longer step costs fewer integration steps.
    private const double FirstShare = 1e-2;

    // Below 2^-20 of the first start the gradient there would be rounding: g is known to about eps, lambda s has to stay above.
    private const int MostHalvings = 20;

    // A tenth of the error that training allows a step: the path only has to stay in its valley, but valleys fork.
    private static readonly GradientFlowOptions Flow = new() { Tolerance = 1e-5, MaxSteps = 2000 };

    private readonly GradientFlow flow = new(Flow, new StoppingCriteria());

    /// <summary>Descends on both sides of a saddle.</summary>
    /// <param name="saddle">The model at a nondegenerate critical point of index 1.</param>
    /// <returns>The flow along -v and along +v.</returns>
    /// <exception cref="ArgumentException">The Morse index is not 1.</exception>
    public (TrainingResult Minus, TrainingResult Plus) Run(SpectralModel saddle)
    {
        if (saddle.MorseIndex != 1)
        {
            throw new ArgumentException($"a saddle of index 1 is expected, this point has index {saddle.MorseIndex}", nameof(saddle));
        }

        return (flow.Run(function, Departure(saddle, -1)), flow.Run(function, Departure(saddle, 1)));
    }

    /// <summary>theta_s + side s v with the largest s = 2^-i FirstShare (1 + |theta_s|) at which the linear flow holds.</summary>
    private double[] Departure(SpectralModel saddle, int side)
    {
        var (length, gradient) = (side * FirstShare * (1 + Vectors.MaxNorm(saddle.Theta)), new double[saddle.Theta.Length]);
        for (var halvings = 0; ; halvings++, length /= 2)
        {
            var start = Vectors.Plus(saddle.Theta, length, saddle.Mode(0));
            function.ValueGradient(start, gradient);
            var curved = Vectors.Plus(gradient, -saddle.Eigenvalues[0] * length, saddle.Mode(0));
            if (Vectors.Norm(curved) <= 0.5 * Math.Abs(saddle.Eigenvalues[0] * length) || halvings == MostHalvings)
            {
                return start;
            }
        }
    }
}
