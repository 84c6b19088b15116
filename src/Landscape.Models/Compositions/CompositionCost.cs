using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A cost f of the product Z = W_L ... W_1: real analytic and proper (every sublevel set is bounded), with gradient and second derivative in
/// closed form. A cost of one's own derives from this class, or from <see cref="ScalarCost"/> if Z is a number. Pure: no state changes after construction.
/// </summary>
/// <param name="name">The name used in configurations and tables.</param>
/// <param name="rows">m, rows of Z.</param>
/// <param name="columns">n, columns of Z.</param>
public abstract class CompositionCost(string name, int rows, int columns)
{
    /// <summary>The name used in configurations and tables.</summary>
    public string Name { get; } = name;

    /// <summary>m, rows of Z.</summary>
    public int Rows { get; } = rows;

    /// <summary>n, columns of Z.</summary>
    public int Columns { get; } = columns;

    /// <summary>f(Z).</summary>
    /// <param name="z">m x n.</param>
    public abstract double Value(Matrix z);

    /// <summary>The gradient of f, the matrix of partial derivatives.</summary>
    /// <param name="z">m x n.</param>
    /// <param name="gradient">m x n, overwritten.</param>
    public abstract void Gradient(Matrix z, Matrix gradient);

    /// <summary>The second derivative along V: d/dt of the gradient at Z + t V.</summary>
    /// <param name="z">m x n.</param>
    /// <param name="direction">V, m x n.</param>
    /// <param name="result">m x n, overwritten.</param>
    public abstract void SecondDerivative(Matrix z, Matrix direction, Matrix result);
}
