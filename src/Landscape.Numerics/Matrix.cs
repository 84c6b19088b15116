namespace Landscape.Numerics;

/// <summary>A dense row-major matrix of doubles, mutable, without bounds games: the storage that kernels and factorisations share.</summary>
/// <param name="rows">Number of rows, at least 0.</param>
/// <param name="columns">Number of columns, at least 0.</param>
public sealed class Matrix(int rows, int columns)
{
    /// <summary>Number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of columns.</summary>
    public int Columns { get; } = columns;

    /// <summary>The entries, row after row, length <c>Rows * Columns</c>.</summary>
    public double[] Data { get; } = new double[rows * columns];

    /// <summary>The entry in row <paramref name="i"/> and column <paramref name="j"/>.</summary>
    public ref double this[int i, int j] => ref Data[(i * Columns) + j];

    /// <summary>Row <paramref name="i"/> as a span of length <see cref="Columns"/>.</summary>
    public Span<double> Row(int i) => Data.AsSpan(i * Columns, Columns);
}
