using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// g(W_1, ..., W_L) = f(W_L ... W_1), the overparameterized composition (Castello B. de Oliveira, Jatkar and Sontag, arXiv:2511.09810), with exact derivatives.
/// W_i is n_i x n_(i-1). The parameter vector holds W_1, then W_2, ..., each row after row. With R_i = W_i ... W_1 and D_L = df(R_L), D_(i-1) = W_i^T D_i:
/// <code>dg/dW_i = D_i R_(i-1)^T;   along V:  R_i' = V_i R_(i-1) + W_i R_(i-1)',  D_L' = d2f[R_L'],  D_(i-1)' = V_i^T D_i + W_i^T D_i'.</code>
/// Not thread safe: it owns its workspace.
/// </summary>
public sealed class Composition
{
    private readonly Matrix[] weights;
    private readonly Matrix[] directions;
    private readonly Matrix[] products;
    private readonly Matrix[] productTangents;
    private readonly Matrix[] adjoints;
    private readonly Matrix[] adjointTangents;

    /// <summary>Composes a cost with layers.</summary>
    /// <param name="cost">f on matrices of n_L rows and n_0 columns.</param>
    /// <param name="widths">n_0, ..., n_L; at least two layers, widths at least 1.</param>
    /// <exception cref="ArgumentException">The shape does not fit the cost, or the cost has an unbounded sublevel set; the message says what was expected.</exception>
    public Composition(CompositionCost cost, params IReadOnlyList<int> widths)
    {
        RequireShape(cost, widths);
        Properness.Require(cost);
        Cost = cost;
        Widths = [.. widths];
        Matrix[] Layered(Func<int, Matrix> layer) => [.. Enumerable.Range(1, Layers).Select(layer)];
        weights = Layered(i => new Matrix(widths[i], widths[i - 1]));
        directions = Layered(i => new Matrix(widths[i], widths[i - 1]));
        products = Layered(i => new Matrix(widths[i], widths[0]));
        productTangents = Layered(i => new Matrix(widths[i], widths[0]));
        adjoints = Layered(i => new Matrix(widths[i], widths[0]));
        adjointTangents = Layered(i => new Matrix(widths[i], widths[0]));
        Dimension = weights.Sum(w => w.Data.Length);
    }

    /// <summary>f.</summary>
    public CompositionCost Cost { get; }

    /// <summary>n_0, ..., n_L.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>L.</summary>
    public int Layers => Widths.Count - 1;

    /// <summary>Number of parameters, the sum of n_i n_(i-1).</summary>
    public int Dimension { get; }

    /// <summary>The smallest hidden width, which bounds the rank of the product; k in the scalar case.</summary>
    public int Hidden => Widths.Skip(1).SkipLast(1).Min();

    /// <summary>The widths as text, n_0-...-n_L.</summary>
    public string Shape => string.Join("-", Widths);

    /// <summary>A copy of W_i, i = 1..L, n_i x n_(i-1).</summary>
    public Matrix Layer(ReadOnlySpan<double> theta, int i)
    {
        RequireLength(theta);
        var position = 0;
        for (var below = 1; below < i; below++)
        {
            position += weights[below - 1].Data.Length;
        }

        var copy = new Matrix(weights[i - 1].Rows, weights[i - 1].Columns);
        theta.Slice(position, copy.Data.Length).CopyTo(copy.Data);
        return copy;
    }

    /// <summary>Z = W_L ... W_1, n_L x n_0.</summary>
    public Matrix Product(ReadOnlySpan<double> theta)
    {
        Multiply(theta);
        var copy = new Matrix(Widths[^1], Widths[0]);
        products[^1].Data.CopyTo(copy.Data, 0);
        return copy;
    }

    /// <summary>g at <paramref name="theta"/> (<see cref="Dimension"/>).</summary>
    public double Value(ReadOnlySpan<double> theta)
    {
        Multiply(theta);
        return Cost.Value(products[^1]);
    }

    /// <summary>The gradient of g at <paramref name="theta"/>; both of length <see cref="Dimension"/>.</summary>
    public void Gradient(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        Multiply(theta);
        Cost.Gradient(products[^1], adjoints[^1]);
        for (var i = Layers - 1; i > 0; i--)
        {
            MatrixProducts.MultiplyTransposedRight(adjoints[i], products[i - 1], directions[i]);
            MatrixProducts.MultiplyTransposedLeft(weights[i], adjoints[i], adjoints[i - 1]);
        }

        adjoints[0].Data.CopyTo(directions[0].Data, 0);
        Store(directions, gradient);
    }

    /// <summary>d2g(theta) v; all of length <see cref="Dimension"/>.</summary>
    public void HessianVector(ReadOnlySpan<double> theta, ReadOnlySpan<double> v, Span<double> result)
    {
        Gradient(theta, result);
        Load(v, directions);
        directions[0].Data.CopyTo(productTangents[0].Data, 0);
        for (var i = 1; i < Layers; i++)
        {
            MatrixProducts.Multiply(directions[i], products[i - 1], productTangents[i]);
            MatrixProducts.AddProduct(weights[i], productTangents[i - 1], productTangents[i]);
        }

        Cost.SecondDerivative(products[^1], productTangents[^1], adjointTangents[^1]);
        for (var i = Layers - 1; i > 0; i--)
        {
            MatrixProducts.MultiplyTransposedLeft(directions[i], adjoints[i], adjointTangents[i - 1]);
            MatrixProducts.AddProductTransposedLeft(weights[i], adjointTangents[i], adjointTangents[i - 1]);
            MatrixProducts.MultiplyTransposedRight(adjointTangents[i], products[i - 1], directions[i]);
            MatrixProducts.AddProductTransposedRight(adjoints[i], productTangents[i - 1], directions[i]);
        }

        adjointTangents[0].Data.CopyTo(directions[0].Data, 0);
        Store(directions, result);
    }

    /// <summary>d2g at <paramref name="theta"/>, <see cref="Dimension"/> squared, symmetric to the bit.</summary>
    public Matrix Hessian(ReadOnlySpan<double> theta)
    {
        var hessian = new Matrix(Dimension, Dimension);
        var unit = new double[Dimension];
        for (var i = 0; i < Dimension; i++)
        {
            unit[i] = 1;
            HessianVector(theta, unit, hessian.Row(i));
            unit[i] = 0;
        }

        for (var i = 0; i < Dimension; i++)
        {
            for (var j = 0; j < i; j++)
            {
                hessian[i, j] = hessian[j, i] = (hessian[i, j] + hessian[j, i]) / 2;
            }
        }

        return hessian;
    }

    private static void RequireShape(CompositionCost cost, IReadOnlyList<int> widths)
    {
        var shape = string.Join("-", widths);
        if (widths.Count < 3 || widths.Any(n => n < 1))
        {
            throw new ArgumentException($"shape {shape}: expected n_0-n_1-...-n_L with at least two layers and widths of at least 1", nameof(widths));
        }

        if (widths[0] != cost.Columns || widths[^1] != cost.Rows)
        {
            throw new ArgumentException(
                $"shape {shape} makes products of {widths[^1]} x {widths[0]}, but cost {cost.Name} takes {cost.Rows} x {cost.Columns}: expected {cost.Columns}-...-{cost.Rows}",
                nameof(widths));
        }
    }

    private void Multiply(ReadOnlySpan<double> theta)
    {
        Load(theta, weights);
        weights[0].Data.CopyTo(products[0].Data, 0);
        for (var i = 1; i < Layers; i++)
        {
            MatrixProducts.Multiply(weights[i], products[i - 1], products[i]);
        }
    }

    private void RequireLength(ReadOnlySpan<double> theta)
    {
        if (theta.Length != Dimension)
        {
            throw new ArgumentException($"{theta.Length} parameters for shape {Shape}: expected {Dimension}", nameof(theta));
        }
    }

    private void Load(ReadOnlySpan<double> theta, Matrix[] layers)
    {
        RequireLength(theta);
        foreach (var layer in layers)
        {
            theta[..layer.Data.Length].CopyTo(layer.Data);
            theta = theta[layer.Data.Length..];
        }
    }

    private static void Store(Matrix[] layers, Span<double> theta)
    {
        foreach (var layer in layers)
        {
            layer.Data.CopyTo(theta);
            theta = theta[layer.Data.Length..];
        }
    }
}
