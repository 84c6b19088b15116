using System.Runtime.Intrinsics;

namespace Landscape.Models;

/// <summary>
/// Consecutive panels of two rows that want the same columns: what one call of the innermost loop works through. Panels follow each other at a stride of
/// <see cref="Stride"/> vectors of sums and two pitches of products.
/// </summary>
internal readonly ref struct PanelRun
{
    /// <summary>Offsets of the rows' first and second factors, two a panel.</summary>
    public required ReadOnlySpan<int> Left { get; init; }

    /// <summary>As many offsets of the second factors.</summary>
    public required ReadOnlySpan<int> Right { get; init; }

    /// <summary>Storage of the first factors.</summary>
    public required Span<Vector512<double>> LeftRows { get; init; }

    /// <summary>Storage of the second factors.</summary>
    public required Span<Vector512<double>> RightRows { get; init; }

    /// <summary>Rows of products, a pitch apart, from the first panel's on.</summary>
    public required Span<Vector512<double>> Products { get; init; }

    /// <summary>Columns, a pitch apart.</summary>
    public required ReadOnlySpan<Vector512<double>> Columns { get; init; }

    /// <summary>Sums with the columns, two vectors a column, from the first panel's on.</summary>
    public required Span<Vector512<double>> Sums { get; init; }

    /// <summary>Sums of the products alone, two vectors, from the first panel's on.</summary>
    public required Span<Vector512<double>> Totals { get; init; }

    /// <summary>Vectors of sums from panel to panel.</summary>
    public required int Stride { get; init; }

    /// <summary>Vectors of a row and of a column.</summary>
    public required int Length { get; init; }

    /// <summary>Whether the sums start at zero, whatever is stored.</summary>
    public required bool Starts { get; init; }
}
