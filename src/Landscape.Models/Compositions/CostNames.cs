namespace Landscape.Models;

/// <summary>The scalar costs that a configuration may name: those of <see cref="CostCatalogue.Scalar"/>, one member each.</summary>
public enum ScalarCostName
{
    /// <summary>(z - 1)^2 / 2.</summary>
    ShiftedQuadratic,

    /// <summary>((z - 1/4)^2 - 1)^2 / 4.</summary>
    QuarticDoubleWell,

    /// <summary>log cosh(z - 3/2).</summary>
    LogCosh,

    /// <summary>sqrt(1 + (z + 1)^2) - 1.</summary>
    PseudoHuber,

    /// <summary>exp(z - 3/4) - (z - 3/4) - 1.</summary>
    ExpMinusLinear,

    /// <summary>A polynomial of degree six with three wells.</summary>
    TiltedMultiWell,
}

/// <summary>The matrix costs that a configuration may name: those of <see cref="CostCatalogue.Matrix"/>, one member each.</summary>
public enum MatrixCostName
{
    /// <summary>|Z - S|^2 / 2.</summary>
    LeastSquares,

    /// <summary>The same with a weight for each entry.</summary>
    WeightedLeastSquares,

    /// <summary>Logistic regressions with a ridge.</summary>
    LogisticRegression,

    /// <summary>log det(I + Z^T Z) / 2 + |Z - S|^2 / 2.</summary>
    LogDetTrace,
}
