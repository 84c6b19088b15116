using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>A point with the value, gradient and (when asked for) Hessian of a function there; reused from step to step.</summary>
/// <param name="dimension">P.</param>
public sealed class Iterate(int dimension)
{
    /// <summary>2^-52, the distance from 1 to the next double.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>theta, P.</summary>
    public double[] Theta { get; } = new double[dimension];

    /// <summary>dJ, P.</summary>
    public double[] Gradient { get; } = new double[dimension];

    /// <summary>d2J, P x P; valid after <see cref="EvaluateSecondOrder"/>.</summary>
    public Matrix Hessian { get; } = new(dimension, dimension);

    /// <summary>J.</summary>
    public double Value { get; private set; }

    /// <summary>Max norm of dJ.</summary>
    public double GradientNorm => Vectors.MaxNorm(Gradient);

    /// <summary>Euclidean norm of theta.</summary>
    public double ParameterNorm => Vectors.Norm(Theta);

    /// <summary>Value, gradient and Hessian (0 until evaluated) are finite; otherwise a step overflowed and must be rejected.</summary>
    public bool IsFinite => double.IsFinite(Value) && double.IsFinite(GradientNorm) && double.IsFinite(Vectors.MaxNorm(Hessian.Data));

    /// <summary>
    /// Rounding in J = E[r^2]: a few ulp of J, and of the parameters that enter r, 2 |r| |dr|. Differences of J below it say nothing.
    /// </summary>
    public double ValueNoise => 16 * Epsilon * (Value + (Vectors.MaxNorm(Theta) * Math.Sqrt(Math.Abs(Value))));

    /// <summary>An iterate at <paramref name="theta"/> with all three evaluated.</summary>
    public static Iterate At(ISmoothFunction function, ReadOnlySpan<double> theta)
    {
        var at = new Iterate(function.Dimension);
        theta.CopyTo(at.Theta);
        at.EvaluateSecondOrder(function);
        return at;
    }

    /// <summary>Sets theta = <paramref name="origin"/> + <paramref name="factor"/> <paramref name="direction"/>; nothing is evaluated.</summary>
    public void Move(ReadOnlySpan<double> origin, double factor, ReadOnlySpan<double> direction)
    {
        for (var i = 0; i < Theta.Length; i++)
        {
            Theta[i] = origin[i] + (factor * direction[i]);
        }
    }

    /// <summary>Evaluates value and gradient.</summary>
    public void EvaluateFirstOrder(ISmoothFunction function) => Value = function.ValueGradient(Theta, Gradient);

    /// <summary>Evaluates value, gradient and Hessian.</summary>
    public void EvaluateSecondOrder(ISmoothFunction function) => Value = function.ValueGradientHessian(Theta, Gradient, Hessian);
}
