using Landscape.Models;
using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>Every table of the run, joined.</summary>
internal sealed record Findings
{
    private IReadOnlyList<Cell>? cells;

    public IReadOnlyList<ProblemView> Problems { get; init; } = [];

    public ILookup<long, NodeView> Nodes { get; init; } = Array.Empty<NodeView>().ToLookup(n => n.ProblemId);

    public IReadOnlyList<RunView> Runs { get; init; } = [];

    public ILookup<long, TraceView> Traces { get; init; } = Array.Empty<TraceView>().ToLookup(t => t.RunId);

    public IReadOnlyList<CriticalPoint> Points { get; init; } = [];

    public IReadOnlyList<RejectView> Rejects { get; init; } = [];

    public IReadOnlyList<ConnectionView> Connections { get; init; } = [];

    /// <summary>The core's point_id of each redundant point whose core was found.</summary>
    public IReadOnlyDictionary<long, long> CoreOf { get; init; } = new Dictionary<long, long>();

    public IReadOnlyList<CoreView> Cores { get; init; } = [];

    public IReadOnlyList<FamilyView> Families { get; init; } = [];

    public IReadOnlyList<SplitView> Splits { get; init; } = [];

    public IReadOnlyList<ExtensionView> Extensions { get; init; } = [];

    public IReadOnlyList<SearchView> Searches { get; init; } = [];

    public IReadOnlyList<EnumerationView> Enumerations { get; init; } = [];

    public IReadOnlyList<RateView> Rates { get; init; } = [];

    public IReadOnlyList<DegenerateTailView> DegenerateTails { get; init; } = [];

    public CompositionFindings Compositions { get; init; } = new();

    /// <summary>The cells that training searched, in order of problem, activation and width.</summary>
    public IReadOnlyList<Cell> Cells => cells ??=
        [.. from run in Runs
            group run by (run.ProblemId, run.Activation, run.Width) into cell
            join problem in Problems on cell.Key.ProblemId equals problem.ProblemId
            orderby cell.Key.ProblemId, Catalogue.Rank(cell.Key.Activation), cell.Key.Width
            select new Cell(problem, cell.Key.Activation, cell.Key.Width)];

    public static Findings Read(StageInputs inputs)
    {
        var problems = inputs.Read<ProblemView>().Select(Printable).ToList();
        var discoveries = inputs.Read<DiscoveryView>().ToDictionary(d => d.PointId);
        var certificates = inputs.Read<CertificateView>().ToDictionary(c => c.PointId);
        var spectra = inputs.Read<SpectrumView>().ToDictionary(s => s.PointId);
        var classes = inputs.Read<ClassView>().ToDictionary(c => c.PointId);
        var problemOf = problems.ToDictionary(p => p.ProblemId);
        var points = inputs.Read<CriticalPointView>().Select(p => new CriticalPoint(
            problemOf[p.ProblemId], p, discoveries[p.PointId], certificates[p.PointId], spectra[p.PointId], classes[p.PointId]));
        return new Findings
        {
            Problems = problems,
            Nodes = inputs.Read<NodeView>().ToLookup(n => n.ProblemId),
            Runs = inputs.Read<RunView>(),
            Traces = inputs.Read<TraceView>().ToLookup(t => t.RunId),
            Points = [.. points],
            Rejects = inputs.Read<RejectView>(),
            Connections = inputs.Read<ConnectionView>(),
            CoreOf = inputs.Read<CoreLinkView>().Where(c => c.CorePointId is not null).ToDictionary(c => c.PointId, c => c.CorePointId!.Value),
            Cores = inputs.Read<CoreView>(),
            Families = inputs.Read<FamilyView>(),
            Splits = inputs.Read<SplitView>(),
            Extensions = inputs.Read<ExtensionView>(),
            Searches = inputs.Read<SearchView>(),
            Enumerations = inputs.Read<EnumerationView>(),
            Rates = inputs.Read<RateView>(),
            DegenerateTails = inputs.Read<DegenerateTailView>(),
            Compositions = CompositionFindings.Read(inputs),
        };
    }

    // Names go into labels of figures, and neither SVG nor HTML can hold a control character.
    private static ProblemView Printable(ProblemView problem) => problem with
    {
        Family = Text.Printable(problem.Family),
        Kernel = Text.Printable(problem.Kernel),
        Design = Text.Printable(problem.Design),
        Parameters = Text.Printable(problem.Parameters),
    };

    /// <summary>Var_mu(f): the risk of the best constant, which makes risks of different targets comparable.</summary>
    public double TargetVariance(long problemId)
    {
        var nodes = Nodes[problemId];
        var mean = nodes.Sum(n => n.Weight * n.Target);
        return nodes.Sum(n => n.Weight * (n.Target - mean) * (n.Target - mean));
    }

    /// <summary>The unit of risks: Var_mu(f), 1 if f is constant.</summary>
    public double RiskUnit(long problemId) => TargetVariance(problemId) is > 0 and var variance ? variance : 1;

    /// <summary>J of a cell.</summary>
    public RiskLandscape Landscape(Cell cell) => new(ProblemSamples.Of(Nodes[cell.Problem.ProblemId]), Activation.Named(cell.Activation), cell.Width);
}
