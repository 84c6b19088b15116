using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>Every table of the run, joined.</summary>
internal sealed record Findings(
    IReadOnlyList<ProblemView> Problems,
    ILookup<long, NodeView> Nodes,
    IReadOnlyList<RunView> Runs,
    ILookup<long, TraceView> Traces,
    IReadOnlyList<CriticalPoint> Points,
    IReadOnlyList<RejectView> Rejects)
{
    /// <summary>The cells that training searched, in order of problem, activation and width.</summary>
    public IReadOnlyList<Cell> Cells { get; } =
        [.. from run in Runs
            group run by (run.ProblemId, run.Activation, run.Width) into cell
            join problem in Problems on cell.Key.ProblemId equals problem.ProblemId
            orderby cell.Key.ProblemId, Catalogue.Rank(cell.Key.Activation), cell.Key.Width
            select new Cell(problem, cell.Key.Activation, cell.Key.Width)];

    public static Findings Read(StageInputs inputs)
    {
        var problems = inputs.Read<ProblemView>().Select(Printable).ToList();
        var certificates = inputs.Read<CertificateView>().ToDictionary(c => c.PointId);
        var spectra = inputs.Read<SpectrumView>().ToDictionary(s => s.PointId);
        var classes = inputs.Read<ClassView>().ToDictionary(c => c.PointId);
        var problemOf = problems.ToDictionary(p => p.ProblemId);
        var points = inputs.Read<CriticalPointView>()
            .Select(p => new CriticalPoint(problemOf[p.ProblemId], p, certificates[p.PointId], spectra[p.PointId], classes[p.PointId]));
        return new Findings(
            problems,
            inputs.Read<NodeView>().ToLookup(n => n.ProblemId),
            inputs.Read<RunView>(),
            inputs.Read<TraceView>().ToLookup(t => t.RunId),
            [.. points],
            inputs.Read<RejectView>());
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
}
