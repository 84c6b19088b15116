using System.Text.Json.Nodes;

namespace Landscape.Stages.Report;

/// <summary>What the page's table of critical points shows: points, the targets that they fit, and which minima their saddles connect.</summary>
internal static class PointTable
{
    /// <summary>Nodes of a target in the small picture of a network.</summary>
    private const int MostNodes = 400;

    /// <summary>The points that the page holds: all, or an even choice.</summary>
    public static IReadOnlyList<CriticalPoint> Shown(Findings findings, ReportOptions options) => Theme.Spread(findings.Points, options.TablePoints);

    public static JsonObject Of(Findings findings, ReportOptions options)
    {
        var points = Shown(findings, options);
        var shown = points.Select(p => p.Problem.ProblemId).ToHashSet();
        var connections = findings.Connections.ToDictionary(c => c.PointId);
        return new JsonObject
        {
            ["points"] = Columns.Of([.. points.Select(p => Row(p, findings, connections.GetValueOrDefault(p.Point.PointId)))]),
            ["problems"] = new JsonArray([.. findings.Problems.Where(p => shown.Contains(p.ProblemId)).Select(p => (JsonNode)Problem(p, [.. findings.Nodes[p.ProblemId]]))]),
            ["ramp"] = new JsonArray([.. Theme.Ramp.Select(colour => (JsonNode)colour)]),
        };
    }

    private static PointRow Row(CriticalPoint p, Findings findings, ConnectionView? connection) => new(
        p.Point.PointId,
        p.Problem.ProblemId,
        p.Point.Activation,
        p.Point.Width,
        p.Problem.InputDim,
        p.Spectrum.MorseIndex,
        p.Spectrum.Nullity,
        p.Class.Domain,
        string.Join(", ", p.Class.Kinds),
        Finite(p.Point.Risk),
        p.Certificate.Certified ? "certified" : p.Certificate.CoreCertified ? "core certified" : "no",
        p.Certificate.Reason,
        p.Certificate.IndexProven,
        p.Certificate.EfficientProven,
        p.Certificate.DistinctProven,
        Finite(p.Certificate.UniquenessRadius),
        Finite(p.Certificate.SmallestAbsEigenvalueBound),
        Finite(p.Spectrum.SmallestAbsEigenvalue),
        Finite(p.Class.Margin),
        Finite(p.Class.DeactivationDistance),
        Finite(p.Class.BiasDistance),
        Finite(p.Class.DuplicationDistance),
        p.Discovery.Source,
        p.Discovery.Hits,
        p.Discovery.ParentId,
        findings.CoreOf.TryGetValue(p.Point.PointId, out var core) ? core : null,
        Ends(connection),
        [.. p.Point.Theta.Select(Theme.Rounded)],
        [.. p.Spectrum.Eigenvalues.Select(Theme.Rounded)]);

    /// <summary>Where the flow from a saddle's two sides ends: a minimum's point_id, or the outcome if that is none of the points.</summary>
    private static string Ends(ConnectionView? connection) => connection is null ? ""
        : $"{connection.MinimumA?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? connection.OutcomeA} {connection.MinimumB?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? connection.OutcomeB}";

    private static JsonObject Problem(ProblemView problem, IReadOnlyList<NodeView> nodes)
    {
        var drawn = problem.InputDim <= 2 ? Theme.Spread(nodes, MostNodes) : [];
        return new JsonObject
        {
            ["id"] = problem.ProblemId,
            ["name"] = problem.Kernel.Length > 0 ? problem.Kernel : problem.Family,
            ["x"] = new JsonArray([.. drawn.Select(n => (JsonNode)new JsonArray([.. n.X.Select(x => (JsonNode)Short(x))]))]),
            ["f"] = new JsonArray([.. drawn.Select(n => (JsonNode)Short(n.Target))]),
        };
    }

    // JSON knows no NaN and no infinity; null is shown as a dash.
    private static double? Finite(double value) => double.IsFinite(value) ? Theme.Rounded(value) : null;

    // Four digits: a tenth of a pixel in a picture of some hundred.
    private static double Short(double value) => double.Parse(value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private sealed record PointRow(
        long id,
        long problem,
        string activation,
        int width,
        int dimension,
        int index,
        int nullity,
        string domain,
        string kinds,
        double? risk,
        string certificate,
        string reason,
        int? indexProven,
        bool efficientProven,
        bool distinctProven,
        double? radius,
        double? bound,
        double? smallest,
        double? margin,
        double? deactivation,
        double? bias,
        double? duplication,
        string source,
        long hits,
        long? parent,
        long? core,
        string ends,
        double[] theta,
        double[] eigenvalues);
}
