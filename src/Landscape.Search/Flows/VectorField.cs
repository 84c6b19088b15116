namespace Landscape.Search;

/// <summary>The right-hand side of y' = F(y).</summary>
/// <param name="state">y.</param>
/// <param name="velocity">F(y), as long as y, overwritten.</param>
public delegate void VectorField(ReadOnlySpan<double> state, Span<double> velocity);

/// <summary>A number that a state has; an integration stops where it falls to zero.</summary>
/// <param name="state">y.</param>
public delegate double StateFunction(ReadOnlySpan<double> state);
