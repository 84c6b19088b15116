using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Models;
using Landscape.Search;

namespace Landscape.Stages.Compose;

/// <summary>Flows from random starts (claims B1, B2, B4).</summary>
public sealed record RandomStartOptions
{
    /// <summary>Starts for each cost and shape.</summary>
    [Description("random starts for each cost and shape")]
    [Range(0, 100_000)]
    public int Count { get; init; } = 6;

    /// <summary>Standard deviation of the entries at the start.</summary>
    [Description("standard deviation of the layers' entries at the start")]
    [Range(0, 10, MinimumIsExclusive = true)]
    public double Scale { get; init; } = 0.8;

    /// <summary>The largest partial derivative at which a flow has arrived.</summary>
    [Description("a flow has arrived when no partial derivative is larger than this")]
    [Range(1e-10, 1e-6)]
    public double Gradient { get; init; } = 1e-9;

    /// <summary>Time after which a flow that has not arrived is undecided.</summary>
    [Description("time after which a flow that has not arrived is undecided")]
    [Range(0, 1e12, MinimumIsExclusive = true)]
    public double FinalTime { get; init; } = 1e4;
}

/// <summary>Flows over decades of the imbalance c (claims B5, B6).</summary>
public sealed record ImbalanceOptions : IValidatableObject
{
    /// <summary>The exponent of the smallest c.</summary>
    [Description("smallest imbalance, as a power of ten")]
    [Range(-5, 6)]
    public int LowestDecade { get; init; } = -3;

    /// <summary>The exponent of the largest c.</summary>
    [Description("largest imbalance, as a power of ten")]
    [Range(-5, 6)]
    public int HighestDecade { get; init; } = 6;

    /// <summary>Values a decade.</summary>
    [Description("values of the imbalance a decade")]
    [Range(1, 100)]
    public int PerDecade { get; init; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (HighestDecade < LowestDecade)
        {
            yield return new ValidationResult("the highest decade lies below the lowest", [nameof(HighestDecade)]);
        }
    }
}

/// <summary>Ways of integrating that are compared by the drift of the invariants (claim B1).</summary>
public sealed record InvariantOptions
{
    /// <summary>Time up to which the flows are followed, in units of 1 / |H|, H the Hessian where it is largest on the way.</summary>
    [Description("time up to which the flows are followed, in units of 1 / the largest curvature on the way")]
    [Range(0, 1000, MinimumIsExclusive = true)]
    public double FinalTime { get; init; } = 20;

    /// <summary>Tolerances of the adaptive integrator.</summary>
    [Description("tolerances of the adaptive integrator")]
    [Length(1, 100)]
    [Range(1e-13, 1e-2)]
    public IReadOnlyList<double> Tolerances { get; init; } = [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13];

    /// <summary>Numbers of steps of Gauss collocation.</summary>
    [Description("numbers of equal steps of Gauss collocation, which conserves the invariants")]
    [Length(1, 100)]
    [Range(1, 1_000_000)]
    public IReadOnlyList<int> CollocationSteps { get; init; } = [32, 64, 128, 256];

    /// <summary>Numbers of steps of gradient descent.</summary>
    [Description("numbers of equal steps of gradient descent")]
    [Length(1, 100)]
    [Range(1, 1_000_000)]
    public IReadOnlyList<int> DescentSteps { get; init; } = [128, 256, 512, 1024, 2048, 4096];
}

/// <summary>Phase portraits of one neuron (claim B8).</summary>
public sealed record PortraitOptions
{
    /// <summary>Starts lie on the border of the square of this half width.</summary>
    [Description("starts lie on the border of the square [-r, r]^2; this is r")]
    [Range(0.1, 5)]
    public double HalfWidth { get; init; } = 2;

    /// <summary>Starts on each side of the square.</summary>
    [Description("starts on each side of the square")]
    [Range(1, 1000)]
    public int StartsPerSide { get; init; } = 8;

    /// <summary>Points of a trajectory in the table.</summary>
    [Description("points of each trajectory in the table")]
    [Range(2, 10_000)]
    public int Samples { get; init; } = 60;
}

/// <summary>What is composed, and how much of each claim's evidence is gathered.</summary>
public sealed record ComposeOptions : IValidatableObject
{
    /// <summary>Costs of a number.</summary>
    [Description("costs of a number z = W_L ... W_1")]
    [Length(1, 6)]
    public IReadOnlyList<ScalarCostName> ScalarCosts { get; init; } = Enum.GetValues<ScalarCostName>();

    /// <summary>Costs of a matrix.</summary>
    [Description("costs of a matrix, with random data")]
    [Length(0, 4)]
    public IReadOnlyList<MatrixCostName> MatrixCosts { get; init; } = Enum.GetValues<MatrixCostName>();

    /// <summary>Hidden widths k of compositions to a number.</summary>
    [Description("hidden widths k of compositions to a number")]
    [Length(1, 20)]
    [Range(1, 64)]
    public IReadOnlyList<int> Hidden { get; init; } = [1, 4];

    /// <summary>Numbers of layers L of compositions to a number.</summary>
    [Description("numbers of layers L of compositions to a number")]
    [Length(1, 4)]
    [Range(2, 5)]
    public IReadOnlyList<int> Layers { get; init; } = [2, 3, 4, 5];

    /// <summary>Shapes of compositions to a matrix.</summary>
    [Description("shapes n_0-n_1-...-n_L of compositions to a matrix, each with every matrix cost")]
    [Length(0, 50)]
    [RegularExpression(@"[1-9]\d?(-[1-9]\d?){2,5}")]
    public IReadOnlyList<string> Shapes { get; init; } = ["3-4-2", "2-3-3", "3-4-3-2", "3-5-2-4-3", "2-3-3-3-3-2"];

    /// <summary>The integrator of all flows.</summary>
    [Description("the adaptive integrator of order 8 that follows the flows")]
    public IntegratorOptions Integrator { get; init; } = new();

    /// <summary>Flows from random starts.</summary>
    [Description("flows from random starts: B1, B2, B4")]
    public RandomStartOptions Starts { get; init; } = new();

    /// <summary>Flows over decades of the imbalance.</summary>
    [Description("flows over decades of the imbalance: B5, B6")]
    public ImbalanceOptions Imbalance { get; init; } = new();

    /// <summary>Decades of the distance from the centre-stable manifold.</summary>
    [Description("decades of the start's distance from the centre-stable manifold, from 0.1 downwards: B7")]
    [Range(1, 12)]
    public int ExitDecades { get; init; } = 11;

    /// <summary>Ways of integrating, compared by the drift of the invariants.</summary>
    [Description("ways of integrating, compared by the drift of the invariants: B1")]
    public InvariantOptions Invariants { get; init; } = new();

    /// <summary>Sizes of the least-squares targets whose critical points are all constructed.</summary>
    [Description("sizes p of the targets of least squares whose critical points are all constructed, with widths from 1 to p + 1: B4")]
    [Length(0, 6)]
    [Range(1, 6)]
    public IReadOnlyList<int> LeastSquaresSizes { get; init; } = [2, 3, 4];

    /// <summary>Phase portraits of one neuron.</summary>
    [Description("phase portraits of one neuron: B8")]
    public PortraitOptions Portraits { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Repeated(ScalarCosts, nameof(ScalarCosts))
            .Concat(Repeated(MatrixCosts, nameof(MatrixCosts)))
            .Concat(Repeated(Hidden, nameof(Hidden)))
            .Concat(Repeated(Layers, nameof(Layers)))
            .Concat(Repeated(Shapes, nameof(Shapes)))
            .Concat(Repeated(LeastSquaresSizes, nameof(LeastSquaresSizes)));

    private static IEnumerable<ValidationResult> Repeated<T>(IReadOnlyList<T> list, string name)
    {
        if (list.Distinct().Count() < list.Count)
        {
            yield return new ValidationResult("each value is listed once", [name]);
        }
    }
}
