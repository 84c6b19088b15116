namespace Landscape.Search;

/// <summary>
/// What the Hessian's eigenvalues lambda_1 &lt;= ... &lt;= lambda_P &gt; 0 at a minimum predict of the last phase of a method: the error falls like exp(-rate t).
/// For the gradient flow t is time and rate = lambda_1. For a linear method t is the number of steps and rate = -log max_i rho(lambda_i), where rho is the
/// spectral radius of its step on an eigenvector (Polyak 1964, DOI 10.1016/0041-5553(64)90137-5; Lessard, Recht and Packard 2016, DOI 10.1137/15M1009597, section 2.2).
/// </summary>
public static class TailPrediction
{
    /// <summary>lambda_1.</summary>
    /// <param name="eigenvalues">lambda, ascending.</param>
    public static double GradientFlow(IReadOnlyList<double> eigenvalues) => eigenvalues[0];

    /// <summary>Gradient descent with step eta: rho = |1 - eta lambda|.</summary>
    /// <param name="eigenvalues">lambda, ascending.</param>
    /// <param name="eta">The step.</param>
    public static double GradientDescent(IReadOnlyList<double> eigenvalues, double eta) => RateOf(eigenvalues.Max(l => Math.Abs(1 - (eta * l))));

    /// <summary>The heavy ball with step eta and momentum mu: the roots of z^2 - (1 + mu - eta lambda) z + mu.</summary>
    /// <param name="eigenvalues">lambda, ascending.</param>
    /// <param name="eta">The step.</param>
    /// <param name="mu">The momentum.</param>
    public static double HeavyBall(IReadOnlyList<double> eigenvalues, double eta, double mu) => RateOf(eigenvalues.Max(l => LargerModulus(1 + mu - (eta * l), mu)));

    /// <summary>Nesterov's method with step eta and momentum mu: the roots of z^2 - (1 + mu)(1 - eta lambda) z + mu (1 - eta lambda).</summary>
    /// <param name="eigenvalues">lambda, ascending.</param>
    /// <param name="eta">The step.</param>
    /// <param name="mu">The momentum.</param>
    public static double Nesterov(IReadOnlyList<double> eigenvalues, double eta, double mu) =>
        RateOf(eigenvalues.Max(l => LargerModulus((1 + mu) * (1 - (eta * l)), mu * (1 - (eta * l)))));

    private static double RateOf(double contraction) => -Numerics.Elementary.Log(contraction);

    /// <summary>The larger modulus of the roots of z^2 - p z + q.</summary>
    private static double LargerModulus(double p, double q)
    {
        var discriminant = (p * p) - (4 * q);
        return discriminant >= 0 ? (Math.Abs(p) + Math.Sqrt(discriminant)) / 2 : Math.Sqrt(q);
    }
}
