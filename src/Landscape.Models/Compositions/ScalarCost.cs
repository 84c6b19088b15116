using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>A cost f of one number z, real analytic and proper, with f' and f'' in closed form and its critical points known.</summary>
/// <param name="name">The name used in configurations and tables.</param>
public abstract class ScalarCost(string name) : CompositionCost(name, 1, 1)
{
    /// <summary>All z with f'(z) = 0, ascending: the target sets of compositions lie over them.</summary>
    public abstract IReadOnlyList<double> CriticalPoints { get; }

    /// <summary>The minima among the critical points: f''(z) > 0.</summary>
    public IEnumerable<double> Minima => CriticalPoints.Where(z => Second(z) > 0);

    /// <summary>f(z).</summary>
    public abstract double Value(double z);

    /// <summary>f'(z).</summary>
    public abstract double First(double z);

    /// <summary>f''(z).</summary>
    public abstract double Second(double z);

    /// <inheritdoc/>
    public sealed override double Value(Matrix z) => Value(z[0, 0]);

    /// <inheritdoc/>
    public sealed override void Gradient(Matrix z, Matrix gradient) => gradient[0, 0] = First(z[0, 0]);

    /// <inheritdoc/>
    public sealed override void SecondDerivative(Matrix z, Matrix direction, Matrix result) => result[0, 0] = Second(z[0, 0]) * direction[0, 0];
}
