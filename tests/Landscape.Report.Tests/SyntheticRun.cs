using Landscape.Models;
using Landscape.Numerics;
using Landscape.Stages;
using Landscape.Stages.Report;
using MathNet.Numerics.LinearAlgebra;

namespace Landscape.Report.Tests;

/// <summary>
/// Tables of a run that never happened: real landscapes, random parameters in place of critical points. It has the sizes and the
/// awkward values (zeros, infinities, NaN) of real tables, and is not meant to be true.
/// </summary>
internal sealed class SyntheticRun
{
    private readonly RandomStream random = new(7, "report", "synthetic");

    public SyntheticRun(int problems, int startsPerCell, int pointsPerCell, int widths = 3)
    {
        Compositions = new SyntheticCompositions(problems, Math.Max(1, pointsPerCell));
        for (var id = 0; id < problems; id++)
        {
            AddProblem(id, 1 + (id % 2));
            foreach (var activation in new[] { Activation.Tanh, Activation.Logistic })
            {
                for (var width = 1; width <= widths; width++)
                {
                    AddRuns(id, activation.Name, width, startsPerCell);
                    AddPoints(id, activation, width, pointsPerCell);
                    AddSearches(id, activation.Name, width, pointsPerCell);
                }
            }
        }
    }

    public List<ProblemView> Problems { get; } = [];

    public List<NodeView> Nodes { get; } = [];

    public List<RunView> Runs { get; } = [];

    public List<TraceView> Traces { get; } = [];

    public List<CriticalPointView> Points { get; } = [];

    public List<CertificateView> Certificates { get; } = [];

    public List<SpectrumView> Spectra { get; } = [];

    public List<ClassView> Classes { get; } = [];

    public List<CoreLinkView> CoreLinks { get; } = [];

    public List<DiscoveryView> Discoveries { get; } = [];

    public List<ConnectionView> Connections { get; } = [];

    public List<CoreView> Cores { get; } = [];

    public List<FamilyView> Families { get; } = [];

    public List<SplitView> Splits { get; } = [];

    public List<ExtensionView> Extensions { get; } = [];

    public List<SearchView> Searches { get; } = [];

    public List<EnumerationView> Enumerations { get; } = [];

    public List<RejectView> Rejects { get; } = [];

    public SyntheticCompositions Compositions { get; }

    public TableInputs Inputs => Compositions.AddTo(new TableInputs()).With(Problems).With(Nodes).With(Runs).With(Traces).With(Points).With(Certificates).With(Spectra).With(Classes).With(Rejects)
        .With(CoreLinks).With(Discoveries).With(Connections).With(Cores).With(Families).With(Splits).With(Extensions).With(Searches).With(Enumerations);

    public Findings Findings => Findings.Read(Inputs);

    private void AddProblem(int id, int dimension)
    {
        var perAxis = dimension == 1 ? 16 : 6;
        var count = dimension == 1 ? perAxis : perAxis * perAxis;
        Problems.Add(new ProblemView(id, "gaussian-process", id % 4 < 2 ? "squared-exponential(length=0.5)" : "matern-5/2(length=0.5)", dimension, count, "gauss-legendre", id == 3 ? 1e-12 : 0, "{}"));
        var (slope, phase) = (random.NextUniform(-2, 2), random.NextUniform(-1, 1));
        for (var s = 0; s < count; s++)
        {
            double[] x = dimension == 1 ? [Place(s)] : [Place(s / perAxis), Place(s % perAxis)];
            Nodes.Add(new NodeView(id, s, x, 1.0 / count, (slope * x[0]) + (Math.Sin(3 * (x[^1] + phase)) * 0.7)));
        }

        double Place(int i) => -1 + (2.0 * (i + 0.5) / perAxis);
    }

    private void AddRuns(int problem, string activation, int width, int starts)
    {
        string[] methods = ["trust-region-newton", "gradient-flow", "gradient-descent"];
        for (var i = 0; i < starts; i++)
        {
            var (id, method) = (Runs.Count, i % methods.Length);
            var outcome = random.NextUniform() < 0.6 ? "converged" : random.NextUniform() < 0.8 ? "diverging" : "undecided";
            var steps = (method == 0 ? 40 : 4000) * (1 + (int)(4 * random.NextUniform()));
            var theta = Enumerable.Range(0, (width * (Problems[problem].InputDim + 2)) + 1).Select(_ => random.NextUniform(-50, 50)).ToArray();
            Runs.Add(new RunView(id, problem, activation, width, methods[method], outcome, "evidence: such and such", steps, 0.1, theta));
            for (var k = 0; k <= 24; k++)
            {
                var step = (long)(steps * Math.Pow(k / 24.0, 3));
                var rate = outcome == "converged" ? 30.0 : 5;
                Traces.Add(new TraceView(id, step, 0.1 + Math.Exp(-rate * k / 24), 2 * Math.Exp(-rate * random.NextUniform(0.8, 1.2) * k / 24)));
            }
        }
    }

    private void AddPoints(int problem, Activation activation, int width, int points)
    {
        var nodes = Nodes.Where(n => n.ProblemId == problem).ToList();
        var matrix = new Matrix(nodes.Count, nodes[0].X.Length);
        for (var s = 0; s < nodes.Count; s++)
        {
            nodes[s].X.CopyTo(matrix.Row(s));
        }

        var landscape = new RiskLandscape(new Sample(matrix, [.. nodes.Select(n => n.Weight)], [.. nodes.Select(n => n.Target)]), activation, width);
        for (var i = 0; i < points; i++)
        {
            AddPoint(problem, landscape, redundant: i % 3 == 2);
        }

        if (points > 2)
        {
            AddConnection(landscape, [.. Points.TakeLast(points).OrderBy(p => p.Risk)]);
        }
    }

    private void AddSearches(int problem, string activation, int width, int points)
    {
        int[] curve = [.. Enumerable.Range(1, 3 * points).Select(draw => Math.Min(points, (draw + 1) / 2))];
        Searches.Add(new SearchView(problem, activation, width, points + 1, curve.Length, points, 0.1, points > 0 ? points + 0.5 : double.NaN, curve, ["training", "climb"], [curve.Length, 7], [points, 1]));
        if (width == 1 && Problems[problem].InputDim == 1)
        {
            Enumerations.Add(new EnumerationView(problem, activation, 0, points, problem % 3, 0.1 * (problem % 3), problem % 3 == 0, null, points / 2, 0));
            Enumerations.Add(new EnumerationView(problem, activation, 0.01, 3, 0, 0, true, 1, null, 0));
        }
    }

    /// <summary>What the classify stage adds: for a redundant point its core and families, for an efficient one splits and an extension.</summary>
    private void AddClassification(long id, bool redundant, int width, int parameters)
    {
        CoreLinks.Add(new CoreLinkView(id, redundant && id > 2 ? id - 1 : null));
        if (redundant)
        {
            Cores.Add(new CoreView(id, width - 1, true, id % 5 != 0, 1e-15, 1e-12, true));
            Families.AddRange(new[] { 1e-3, 1e-1, 10 }.Select(step => new FamilyView(id, "deactivation", step, 1e-17 * step, 1e-16 + (id % 2 * step))));
            return;
        }

        foreach (var gamma in new[] { -0.5, 0.25, 0.5, 0.75, 1.5 })
        {
            Splits.Add(new SplitView(id, 0, gamma, parameters, 1, 1, parameters, 1, 1, true, gamma is > 0 and < 1, id % 4 != 0));
        }

        Extensions.Add(new ExtensionView(id, parameters, 1, 1, parameters, 1, 1, true, true));
    }

    /// <summary>From the highest point two short ways down, as if they led to the two lowest.</summary>
    private void AddConnection(RiskLandscape landscape, List<CriticalPointView> points)
    {
        var (saddle, gradient) = (points[^1], new double[points[^1].Theta.Length]);
        landscape.RiskGradient(saddle.Theta, gradient);
        var length = 1e-3 / Math.Sqrt(gradient.Sum(g => g * g));
        Connections.Add(new ConnectionView(saddle.PointId, "converged", points[0].PointId, Way(i => 1), "converged", points[1].PointId, Way(i => i % 2)));
        Connections.Add(new ConnectionView(points[1].PointId, "converged", points[0].PointId, Way(i => 1), "diverging", null, Way(i => i % 2)));

        double[] Way(Func<int, int> chosen) => [.. saddle.Theta.Select((t, i) => t - (length * chosen(i) * gradient[i]))];
    }

    /// <summary>Efficient points are certified but every seventh.</summary>
    private static CertificateView Certificate(long id, bool redundant, SpectrumView spectrum) => redundant || id % 7 == 6
        ? new(id, false, redundant ? "redundant" : "box-too-wide", null, false, double.NaN, double.NaN, false, redundant)
        : new(id, true, "", spectrum.MorseIndex, true, 0.9 * spectrum.SmallestAbsEigenvalue, 1e-6, true, false);

    private void AddPoint(int problem, RiskLandscape landscape, bool redundant)
    {
        var (id, shape) = (Points.Count, landscape.Shape);
        var theta = Enumerable.Range(0, shape.ParameterCount).Select(_ => random.NextUniform(-2, 2)).ToArray();
        theta[shape.A(0)] = redundant ? 0 : theta[shape.A(0)];
        var hessian = new Matrix(theta.Length, theta.Length);
        var risk = landscape.RiskGradientHessian(theta, new double[theta.Length], hessian);
        var values = Matrix<double>.Build.Dense(theta.Length, theta.Length, hessian.Data).Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real).Order().ToArray();
        var nullity = redundant ? shape.InputDimension : 0;
        values = redundant ? [.. values.Select((v, k) => Math.Abs(v) < 1e-3 ? 0 : v).Order()] : values;
        Points.Add(new CriticalPointView(id, problem, landscape.Activation.Name, shape.Width, theta, risk));
        Discoveries.Add(new DiscoveryView(id, id % 2 == 0 ? "training" : "climb", 1 + (id % 5), id % 2 == 0 ? null : id - 1));
        Spectra.Add(new SpectrumView(id, values, values.Count(v => v < 0) > 2 ? values.Count(v => v < 0) : 0, nullity, values.Min(Math.Abs)));
        Certificates.Add(Certificate(id, redundant, Spectra[^1]));
        AddClassification(id, redundant, shape.Width, theta.Length);
        var distance = redundant ? 0 : Math.Abs(theta[shape.A(0)]);
        Classes.Add(new ClassView(
            id, redundant ? Domains.Redundant : Domains.Efficient, redundant ? ["deactivation"] : [], distance * 1e-3, distance, 0.5 * random.NextUniform(),
            shape.Width > 1 ? random.NextUniform() : double.PositiveInfinity, redundant ? shape.InputDimension : 0, redundant ? 1e-17 : double.NaN));
    }
}
