using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// The second-order model of J at a point, in the Hessian's eigenbasis:
/// J(theta + V c) = J + sum_i (slope_i c_i + lambda_i c_i^2 / 2) + O(|c|^3), H = V diag(lambda) V^T, slope = V^T g.
/// Every search in this folder is a choice of the coefficients c.
/// </summary>
public sealed class SpectralModel
{
    // Rounding of H and of its eigenvalues, in units of P eps max|lambda|. An entry of H is an expectation of products whose factors
    // carry a few eps each (psi and its derivatives up to 4 ulp), and the eigensolver is backward stable with a modest constant; by
    // Weyl's inequality an error matrix with entries below c eps max|lambda| moves no eigenvalue by more than P c eps max|lambda|.
    private const double RoundingUnits = 16;

    private const double Epsilon = 2.220446049250313e-16; // 2^-52

    private SpectralModel(double[] theta, double risk, double[] gradient, Matrix hessian)
    {
        Theta = theta;
        Risk = risk;
        Gradient = gradient;
        Hessian = hessian;
        var eigen = SymmetricEigen.Decompose(hessian);
        Eigenvalues = eigen.Values;
        Eigenvectors = eigen.Vectors;
        Slopes = new double[theta.Length];
        for (var i = 0; i < theta.Length; i++)
        {
            Slopes[i] = Vectors.Dot(Mode(i), gradient);
        }
    }

    /// <summary>theta, P.</summary>
    public double[] Theta { get; }

    /// <summary>J(theta).</summary>
    public double Risk { get; }

    /// <summary>g = dJ(theta), P.</summary>
    public double[] Gradient { get; }

    /// <summary>H = d2J(theta), P x P.</summary>
    public Matrix Hessian { get; }

    /// <summary>lambda, P, ascending.</summary>
    public double[] Eigenvalues { get; }

    /// <summary>slope_i = v_i . g, P.</summary>
    public double[] Slopes { get; }

    private Matrix Eigenvectors { get; }

    /// <summary>max_i |g_i|.</summary>
    public double GradientNorm => Vectors.MaxNorm(Gradient);

    /// <summary>max_i |lambda_i|, the spectral norm of H.</summary>
    public double LargestCurvature => Math.Max(Math.Abs(Eigenvalues[0]), Math.Abs(Eigenvalues[^1]));

    /// <summary>min_i |lambda_i|.</summary>
    public double SmallestCurvature => Eigenvalues.Min(Math.Abs);

    /// <summary>Below this an eigenvalue is rounding: 16 P eps max|lambda|.</summary>
    public double RoundingFloor => RoundingUnits * Theta.Length * Epsilon * LargestCurvature;

    /// <summary>
    /// An eigenvalue of at most this size counts as zero: the rounding floor plus |g|_2. The second term is the effect of the residual
    /// gradient: along a curve c(t) of constant risk through theta, c'^T H c' = -g . c'', so the eigenvalue that would vanish at the
    /// critical point itself is off by |g| times the curvature of the flat family, which is of order 1 in these coordinates.
    /// </summary>
    public double NullTolerance => RoundingFloor + Vectors.Norm(Gradient);

    /// <summary>Number of eigenvalues below -<see cref="NullTolerance"/>.</summary>
    public int MorseIndex => CountWithin(double.NegativeInfinity, double.BitDecrement(-NullTolerance));

    /// <summary>Number of eigenvalues of absolute value at most <see cref="NullTolerance"/>.</summary>
    public int Nullity => CountWithin(-NullTolerance, NullTolerance);

    /// <summary>
    /// |H g| / (|H| |g|), between 0 and 1: small where a minimiser of |g|^2 has stopped although g is not 0 (Frye et al. 2021,
    /// DOI 10.1162/neco_a_01388). 0 where g or H is exactly 0.
    /// </summary>
    public double Flatness
    {
        get
        {
            var image = 0.0;
            for (var i = 0; i < Slopes.Length; i++)
            {
                image = Math.FusedMultiplyAdd(Eigenvalues[i] * Slopes[i], Eigenvalues[i] * Slopes[i], image);
            }

            var scale = LargestCurvature * Vectors.Norm(Slopes);
            return scale == 0 ? 0 : Math.Min(1, Math.Sqrt(image) / scale);
        }
    }

    /// <summary>The model at a point.</summary>
    /// <param name="function">J.</param>
    /// <param name="theta">P parameters, copied.</param>
    public static SpectralModel At(ISmoothFunction function, ReadOnlySpan<double> theta)
    {
        var gradient = new double[theta.Length];
        var hessian = new Matrix(theta.Length, theta.Length);
        var risk = function.ValueGradientHessian(theta, gradient, hessian);
        return new SpectralModel(theta.ToArray(), risk, gradient, hessian);
    }

    /// <summary>v_i, the unit eigenvector of lambda_i, P.</summary>
    public ReadOnlySpan<double> Mode(int i) => Eigenvectors.Row(i);

    /// <summary>sum_i c_i v_i.</summary>
    /// <param name="coefficients">c, P.</param>
    public double[] Combine(ReadOnlySpan<double> coefficients)
    {
        var sum = new double[Theta.Length];
        for (var i = 0; i < coefficients.Length; i++)
        {
            Vectors.AddScaled(sum, coefficients[i], Mode(i));
        }

        return sum;
    }

    private int CountWithin(double low, double high)
    {
        var count = 0;
        foreach (var value in Eigenvalues)
        {
            count += value >= low && value <= high ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// The undamped Newton step by the pseudo-inverse, -sum v_i slope_i / lambda_i over the modes whose |lambda_i| exceeds <see cref="RoundingFloor"/>,
    /// as coefficients c.
    /// </summary>
    public double[] NewtonCoefficients()
    {
        var floor = RoundingFloor;
        var coefficients = new double[Slopes.Length];
        for (var i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = Math.Abs(Eigenvalues[i]) > floor ? -Slopes[i] / Eigenvalues[i] : 0;
        }

        return coefficients;
    }
}
