using Landscape.Models;
using Landscape.Stages.Enumerate;

namespace Landscape.Certification.Tests;

/// <summary>The enumerate stage's rows: what detect found is matched modulo symmetry, and what does not fit is counted.</summary>
public class EnumerateStageTests
{
    private static readonly double[] Teacher = [1.3, -0.4, 0.8, -0.3];

    private static readonly Sample Sample = PlainNeuron.Of(x => Network.Evaluate(new NetworkShape(1, 1), Activation.Tanh, Teacher, [x]), nodes: 16);

    [Fact]
    public void A_point_of_detect_is_matched_in_either_sign_and_recall_counts_it()
    {
        var (rows, points) = Run([.. Teacher[..3].Select(v => -v), Teacher[3]]);
        Assert.Equal(["tanh 0", "tanh 0.05"], rows.Select(r => $"{r.Activation} {r.Ridge}"));
        var row = rows[0];
        Assert.Equal((true, "", null, 0), (row.Complete, row.Reason, row.AlternatingSum, row.Unexplained));
        Assert.Equal((0.0, 4.0, double.NegativeInfinity, double.PositiveInfinity), (row.WMin, row.WMax, row.BMin, row.BMax));
        Assert.Equal((1, 1.0 / row.Points), (row.FoundBySearch!.Value, row.Recall));
        var matched = Assert.Single(points, p => p.PointId is not null);
        Assert.Equal((70, 0, 0.0, 1), (matched.PointId!.Value, matched.IndexProven, matched.Ridge, matched.Copies));
        Assert.All(matched.Theta.Zip(Teacher), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1e-8));
        Assert.InRange(matched.Radius, 0, matched.UniquenessRadius);
    }

    [Fact]
    public void With_a_ridge_the_row_has_the_alternating_sum_and_no_recall()
    {
        var (rows, points) = Run(Teacher);
        var row = rows[1];
        Assert.Equal((true, 1, null, 0), (row.Complete, row.AlternatingSum!.Value, row.FoundBySearch, row.Unexplained));
        Assert.Equal(double.NaN, row.Recall);
        Assert.Equal(row.Points, points.Where(p => p.Ridge > 0).Sum(p => p.Copies));
        Assert.Equal(row.WMax, -row.WMin);
    }

    [Fact]
    public void A_point_that_is_none_is_unexplained_and_one_beyond_the_slope_limit_or_a_redundant_one_is_not()
    {
        Assert.Equal((1, 0), Counts([1.5, 0.2, 0.5, 0]));
        Assert.Equal((0, 0), Counts([4.1, 0.2, 0.5, 0]));
        Assert.Equal((0, 0), Counts([1.5, 0.2, 0, 0]));
        Assert.Equal((0, 0), Counts([0, 0.2, 0.5, 0]));

        (int Unexplained, int Found) Counts(double[] theta)
        {
            var row = Run(theta).Rows[0];
            return (row.Unexplained, row.FoundBySearch!.Value);
        }
    }

    private static (List<EnumerationRow> Rows, List<EnumeratedPointRow> Points) Run(double[] found)
    {
        var tables = new MemoryTables()
            .With("NodeView", Enumerable.Range(0, Sample.Count).Select(s => new Dictionary<string, object>
            {
                ["ProblemId"] = 3L,
                ["Node"] = s,
                ["X"] = Sample.Nodes.Row(s).ToArray(),
                ["Weight"] = Sample.Weights[s],
                ["Target"] = Sample.Targets[s],
            }))
            .With("RunView", new[] { 1, 1, 2 }.Select(width => new Dictionary<string, object> { ["ProblemId"] = 3L, ["Activation"] = "tanh", ["Width"] = width }))
            .With("CriticalPointView", [new()
            {
                ["PointId"] = 70L,
                ["ProblemId"] = 3L,
                ["Activation"] = "tanh",
                ["Width"] = 1,
                ["Theta"] = found,
                ["Risk"] = 0.0,
            }]);
        var output = new EnumerateStage().Run(tables, new EnumerateOptions { SlopeLimit = 4, Ridge = 0.05, BoxLimit = 100_000 }, new MemoryRun());
        return ([.. output.Rows<EnumerationRow>()], [.. output.Rows<EnumeratedPointRow>()]);
    }
}
