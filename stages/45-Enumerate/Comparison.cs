using Landscape.Certification;
using Landscape.Models;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Enumerate;

/// <summary>An enumeration beside what detect found on the same landscape.</summary>
internal sealed class Comparison
{
    private readonly long problemId;
    private readonly RiskLandscape landscape;
    private readonly Enumeration enumeration;
    private readonly SymmetryGroup group;
    private readonly List<(long PointId, double[] Theta)> found;

    /// <summary>Takes detect's efficient points on the landscape; none with a ridge, which detect does not search.</summary>
    public Comparison(long problemId, RiskLandscape landscape, Enumeration enumeration, IEnumerable<CriticalPointView> found)
    {
        (this.problemId, this.landscape, this.enumeration) = (problemId, landscape, enumeration);
        group = SymmetryGroup.Of(landscape);
        this.found = [.. found.Where(p => RedundancyDistances.Of(landscape, p.Theta).Kinds() == RedundancyKinds.None).Select(p => (p.PointId, Theta: WithPositiveSlope(p.Theta)))];
    }

    /// <summary>The enumeration's row.</summary>
    public EnumerationRow Row()
    {
        var hasSearch = landscape.Ridge == 0;
        var matched = enumeration.Points.Count(p => MatchOf(p) is not null);
        return new EnumerationRow(
            problemId,
            landscape.Activation.Name,
            landscape.Ridge,
            enumeration.Slopes.Lower,
            enumeration.Slopes.Upper,
            enumeration.Biases.Lower,
            enumeration.Biases.Upper,
            enumeration.BoxesExamined,
            enumeration.Points.Sum(p => p.Multiplicity),
            enumeration.Undecided.Count,
            enumeration.UndecidedArea,
            enumeration.IsComplete,
            !hasSearch && enumeration.IsComplete ? enumeration.AlternatingSum : null,
            hasSearch ? matched : null,
            hasSearch && enumeration.Points.Count > 0 ? (double)matched / enumeration.Points.Count : double.NaN,
            found.Count(IsUnexplained),
            enumeration.IsComplete ? "" : OptionNames.Of(enumeration.Undecided[0].Reason));
    }

    /// <summary>The rows of the enumeration's points.</summary>
    public IEnumerable<EnumeratedPointRow> PointRows() => enumeration.Points.Select(p => new EnumeratedPointRow(
        problemId,
        landscape.Activation.Name,
        landscape.Ridge,
        p.Certificate.Centre,
        p.Certificate.InclusionRadius,
        p.Certificate.UniquenessRadius,
        p.Certificate.Index!.Value,
        p.Multiplicity,
        p.Risk,
        MatchOf(p)));

    private long? MatchOf(EnumeratedPoint point) =>
        found.Where(f => group.SameOrbit(point.Certificate.Centre, f.Theta)).Select(f => (long?)f.PointId).FirstOrDefault();

    private bool IsUnexplained((long PointId, double[] Theta) point)
    {
        var (slope, bias) = (point.Theta[landscape.Shape.U(0)], point.Theta[landscape.Shape.B(0)]);
        return slope <= enumeration.Slopes.Upper
            && !enumeration.Points.Any(p => group.SameOrbit(p.Certificate.Centre, point.Theta)) && !enumeration.IsUndecided(slope, bias);
    }

    private double[] WithPositiveSlope(double[] theta) => theta[landscape.Shape.U(0)] < 0 ? group.Image(theta, [0], [-1]) : theta;
}
