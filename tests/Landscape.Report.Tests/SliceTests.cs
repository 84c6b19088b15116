using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>A slice keeps distances, and its level q = 1 runs through the saddle.</summary>
public sealed class SliceTests
{
    private static readonly SyntheticRun Run = new(2, 1, 3);
    private static readonly List<(ConnectionView Connection, Slice Slice)> Slices = Drawn(Run);

    [Fact]
    public void Distances_between_the_marks_are_those_of_parameter_space() => Assert.All(Slices, s =>
    {
        var (saddle, a, b) = (Run.Points[(int)s.Connection.PointId].Theta, s.Connection.ThetaA, s.Connection.ThetaB);
        // The three points are 1e-3 apart and their entries up to 2: differences are known to 1e-13 of the distance, and a factor of 100 is left for the sums.
        Assert.Equal(Distance(a, b), Between(s.Slice, 0, 1), 1e-11 * Distance(a, b));
        Assert.Equal(Distance(a, saddle), Between(s.Slice, 0, 2), 1e-11 * Distance(a, b));
        Assert.Equal(Distance(b, saddle), Between(s.Slice, 1, 2), 1e-11 * Distance(a, b));
    });

    [Fact]
    public void The_level_of_the_saddle_runs_through_the_saddle() => Assert.All(Slices, s =>
    {
        var (x, y) = s.Slice.Marks.Single(m => m.Kind == "saddle").Place;
        var mesh = Math.Max(s.Slice.Right - s.Slice.Left, s.Slice.High - s.Slice.Low) / 90; // 91 nodes on a side
        Assert.Contains(s.Slice.Below(1).SelectMany(ring => ring), p => Math.Abs(p.X - x) <= mesh && Math.Abs(p.Y - y) <= mesh);
    });

    [Fact]
    public void Every_mark_lies_within_the_drawing() => Assert.All(Slices, s => Assert.All(s.Slice.Marks, m =>
        Assert.True(m.Place.X > s.Slice.Left && m.Place.X < s.Slice.Right && m.Place.Y > s.Slice.Low && m.Place.Y < s.Slice.High)));

    [Fact]
    public void Without_a_pass_between_minima_there_is_no_slice() =>
        Assert.Empty(Slice.Of(Run.Findings with { Connections = [.. Run.Connections.Where(c => c.OutcomeB == "diverging")] }, 9));

    /// <summary>Every slice with the connection that it shows, alone in its findings.</summary>
    private static List<(ConnectionView, Slice)> Drawn(SyntheticRun run)
    {
        var findings = run.Findings;
        var drawn = run.Connections.SelectMany(c => Slice.Of(findings with { Connections = [c] }, 1).Select(slice => (c, slice))).ToList();
        return drawn.Count > 0 ? drawn : throw new InvalidOperationException("no slice to test");
    }

    private static double Between(Slice slice, int i, int j) =>
        Distance([slice.Marks[i].Place.X, slice.Marks[i].Place.Y], [slice.Marks[j].Place.X, slice.Marks[j].Place.Y]);

    private static double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());
}
