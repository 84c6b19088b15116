using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// One step of RODAS for the autonomous gradient system theta' = -dJ(theta) with exact Jacobian -H: a Rosenbrock method of six stages,
/// order 4 with an embedded order 3, L-stable and stiffly accurate (Hairer and Wanner 1996, Solving Ordinary Differential Equations II,
/// section IV.7 and method RODAS there, gamma = 1/4). With W = H + I / (gamma h) the stages solve
///     W k_i = -dJ(theta + sum_{j&lt;i} a_ij k_j) + sum_{j&lt;i} (c_ij / h) k_j,
/// theta+ = theta + sum_j m_j k_j with error estimate k_6: all stages share one Cholesky factor. Where H has negative eigenvalues,
/// W is positive definite for h &lt; 4 / |lambda_min|, about the step that accuracy asks for there anyhow.
/// </summary>
/// <param name="dimension">P.</param>
public sealed class Rodas4(int dimension)
{
    private const double Gamma = 0.25;

    private static readonly double[][] A =
    [
        [],
        [1.544],
        [0.9466785280815826, 0.2557011698983284],
        [3.314825187068521, 2.896124015972201, 0.9986419139977817],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950],
        [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1],
    ];

    private static readonly double[][] C =
    [
        [],
        [-5.6688],
        [-2.430093356833875, -0.2063599157091915],
        [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
        [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160],
        [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
    ];

    private readonly double[][] k = [.. Enumerable.Range(0, A.Length).Select(_ => new double[dimension])];
    private readonly Matrix w = new(dimension, dimension);
    private readonly Matrix factor = new(dimension, dimension);
    private readonly double[] stage = new double[dimension];
    private readonly double[] gradient = new double[dimension];

    /// <summary>
    /// Takes a step of length <paramref name="h"/>: writes theta+ to <paramref name="next"/> and the componentwise error estimate to <paramref name="error"/>.
    /// False if W is not positive definite: the step is too long for the negative curvature.
    /// </summary>
    /// <param name="function">J.</param>
    /// <param name="at">theta with dJ and H.</param>
    /// <param name="h">Step length, positive.</param>
    /// <param name="next">P, overwritten.</param>
    /// <param name="error">P, overwritten.</param>
    public bool TryStep(ISmoothFunction function, Iterate at, double h, Span<double> next, Span<double> error)
    {
        at.Hessian.Data.CopyTo(w.Data, 0);
        for (var i = 0; i < dimension; i++)
        {
            w[i, i] += 1 / (Gamma * h);
        }

        if (!Cholesky.TryFactor(w, factor))
        {
            return false;
        }

        for (var s = 0; s < A.Length; s++)
        {
            Stage(function, at, s, h);
        }

        // Stiffly accurate: the last stage's point plus k_6 is the result, k_6 is its error.
        for (var i = 0; i < dimension; i++)
        {
            next[i] = stage[i] + k[^1][i];
        }

        k[^1].CopyTo(error);
        return true;
    }

    private void Stage(ISmoothFunction function, Iterate at, int s, double h)
    {
        Combine(at.Theta, A[s], stage);
        if (s == 0)
        {
            at.Gradient.CopyTo(gradient, 0);
        }
        else
        {
            function.ValueGradient(stage, gradient);
        }

        var right = k[s];
        for (var i = 0; i < dimension; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < s; j++)
            {
                sum += C[s][j] * k[j][i];
            }

            right[i] = (sum / h) - gradient[i];
        }

        Cholesky.Solve(factor, right);
    }

    /// <summary>result = origin + sum_j weights_j k_j.</summary>
    private void Combine(double[] origin, double[] weights, double[] result)
    {
        for (var i = 0; i < dimension; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < weights.Length; j++)
            {
                sum += weights[j] * k[j][i];
            }

            result[i] = origin[i] + sum;
        }
    }
}
