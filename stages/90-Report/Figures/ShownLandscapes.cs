namespace Landscape.Stages.Report;

/// <summary>The landscapes that are drawn one by one: those in which the most minima were found to be connected, one a target.</summary>
internal static class ShownLandscapes
{
    public static IReadOnlyList<Cell> Of(Findings findings, int limit)
    {
        var cellOf = findings.Points.ToDictionary(p => p.Point.PointId, p => p.Cell);
        var joined = findings.Connections.Where(Joins).ToLookup(c => cellOf[c.PointId], c => (Math.Min(c.MinimumA!.Value, c.MinimumB!.Value), Math.Max(c.MinimumA.Value, c.MinimumB.Value)));
        return [.. joined.OrderByDescending(cell => cell.Distinct().Count()).ThenBy(cell => cell.Key.Problem.ProblemId).ThenBy(cell => cell.Key.Width)
            .Select(cell => cell.Key).DistinctBy(cell => cell.Problem.ProblemId).Take(limit)];
    }

    /// <summary>The saddle lies between two different minima that were found.</summary>
    public static bool Joins(ConnectionView connection) =>
        connection is { MinimumA: { } a, MinimumB: { } b } && a != b;
}
