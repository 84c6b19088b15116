using Landscape.Models;
using Landscape.Numerics;
using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>Tables of a compose stage and of tail rates that never ran: sizes and awkward values of real ones, a little off the predictions.</summary>
internal sealed class SyntheticCompositions
{
    private readonly RandomStream random = new(11, "report", "compositions");

    /// <param name="costs">Costs in every table; 0 leaves all tables empty.</param>
    /// <param name="each">Cases of each cost, 1 or more.</param>
    public SyntheticCompositions(int costs, int each)
    {
        for (var cost = 0; cost < costs; cost++)
        {
            AddCost($"cost-{cost}", each);
        }

        foreach (var neuron in OneNeuron.All.Take(costs))
        {
            AddPortrait(neuron, each);
        }
    }

    public List<FlowView> Flows { get; } = [];

    public List<MorseBottView> MorseBott { get; } = [];

    public List<SaddleView> Saddles { get; } = [];

    public List<LeastSquaresView> LeastSquares { get; } = [];

    public List<ExitView> Exits { get; } = [];

    public List<InvariantView> Invariants { get; } = [];

    public List<PortraitView> Portraits { get; } = [];

    public List<TrajectoryView> Trajectories { get; } = [];

    public List<NeuronSaddleView> NeuronSaddles { get; } = [];

    public List<RateView> Rates { get; } = [];

    public List<DegenerateTailView> DegenerateTails { get; } = [];

    public TableInputs AddTo(TableInputs inputs) => inputs.With(Flows).With(MorseBott).With(Saddles).With(LeastSquares).With(Exits).With(Invariants)
        .With(Portraits).With(Trajectories).With(NeuronSaddles).With(Rates).With(DegenerateTails);

    private void AddCost(string cost, int each)
    {
        for (var i = 0; i < each; i++)
        {
            AddFlows(cost, i);
            AddIntegrations(cost, i);
            AddRates(i);
            Saddles.Add(new SaddleView(cost, "1-4-1", 2, 4, 2, -1.5, 2 + Off(1e-8), [-1.5, -1.5, -1.5, -1.5, 1.5, 1.5, 1.5, 1.5], 1e-15));
            LeastSquares.Add(new LeastSquaresView(3, 2, [0, 2], 1e-15, 2, 2, 1, 1, 4, 4));
            Exits.Add(new ExitView(cost, 1, -1.5, 0, "converged-to-origin", 12, null, null, 1e-8));
            var epsilon = Axes.Power(-1 - (i % 11));
            Exits.Add(new ExitView(cost, 1 + (i % 2), -1.5, epsilon, "exited", 2 + i, 1.5 + i, 2 + i + Off(1e-9), 0.1));
        }
    }

    private void AddFlows(string cost, int i)
    {
        var (imbalance, isNarrow) = (Axes.Power((i % 9) - 3), i % 5 == 4);
        var predicted = Math.Sqrt(1 + (imbalance * imbalance));
        var flow = new FlowView(
            Flows.Count, "imbalance", cost, "1-1-1", 2, 1 + (i % 2), imbalance, "converged", "final time: 16", "target-set", 0, 1e-15, 130, 1e-13, predicted * (1 + Off(1e-6)), 1e-7 * predicted, predicted, 1e-15, 1e-12, 1, predicted,
            predicted);
        Flows.Add(flow);
        Flows.Add(flow with { FlowId = Flows.Count, Purpose = "random-start", Shape = "3-2-3", Kind = isNarrow ? "rank-deficient" : "target-set", ReducedDifference = null, ZTarget = null, PMeasured = null, PPredicted = null });
        Flows.Add(flow with { FlowId = Flows.Count, Purpose = "random-start", Outcome = i % 7 == 6 ? "failed" : "undecided", Kind = "not-critical", RateMeasured = null, RateUncertainty = null, RatePredicted = null, ReducedDifference = null });
        MorseBott.Add(new MorseBottView(flow.FlowId, cost, flow.Shape, "target-set", 0, 1, 1, predicted, predicted * (1 + Off(1e-9)), 1e-12));
        MorseBott.Add(new MorseBottView(flow.FlowId + 1, cost, "3-2-3", isNarrow ? "rank-deficient" : "target-set", 0, 3, isNarrow ? null : 3, null, 2, 1));
    }

    private void AddIntegrations(string cost, int i)
    {
        var tolerance = Axes.Power(-3 - (i % 11));
        Invariants.Add(new InvariantView(cost, "1-4-1", "dormand-prince-853", tolerance, 20, "completed", i == 0 ? 0 : tolerance * random.NextUniform()));
        Invariants.Add(new InvariantView(cost, "1-4-1", "gauss-collocation-8", null, 32 << (i % 4), "completed", 1e-15));
        Invariants.Add(new InvariantView(cost, "1-4-1", "gradient-descent", null, 128 << (i % 6), i % 9 == 8 ? "failed" : "completed", i % 9 == 8 ? double.PositiveInfinity : 0.1 / (128 << (i % 6))));
    }

    private void AddRates(int i)
    {
        foreach (var method in new[] { "gradient-flow", "gradient-descent", "heavy-ball", "nesterov" })
        {
            var predicted = Axes.Power(-1 - (i % 6)) * random.NextUniform(0.5, 1);
            Rates.Add(i % 3 == 2
                ? new RateView(Rates.Count, method, "out-of-reach", 1e4, double.NaN, double.NaN, predicted, 0, double.NaN, double.NaN)
                : new RateView(Rates.Count, method, "exponential", 1e4, predicted * (1 + Off(0.01)), 0.002 * predicted, predicted, 3, double.NaN, double.NaN));
        }

        Rates.Add(new RateView(Rates.Count, "adam", "floor", 1e4, double.NaN, double.NaN, double.NaN, 0, double.NaN, 1e-5));
        DegenerateTails.Add(new DegenerateTailView(i, i % 2 == 0 ? "exponential" : "power", 1e-3, 1.5, 1e-4));
    }

    /// <summary>Straight lines to the target set in place of trajectories.</summary>
    private void AddPortrait(OneNeuron neuron, int each)
    {
        string[] roles = ["flow", "unstable-manifold", "stable-manifold"];
        for (var i = 0; i < each; i++)
        {
            var role = neuron.Saddle is null ? "flow" : roles[i % 3];
            var (start, height) = (i % 2 == 0 ? 2.0 : -2.0, random.NextUniform(-2, 2));
            var id = Portraits.Count;
            Portraits.Add(new PortraitView(id, neuron.Name, "shifted-quadratic", role, role == "stable-manifold" ? "completed" : "converged", 1e-13));
            Trajectories.AddRange(Enumerable.Range(0, 60).Select(s => new TrajectoryView(id, s, start * (1 - (s / 120.0)), height * (1 + (s / 60.0)))));
        }

        double[] eigenvalues = neuron.Saddle is null ? [] : [-1, 1];
        NeuronSaddles.Add(new NeuronSaddleView(neuron.Name, "shifted-quadratic", neuron.Saddle is not null, neuron.Saddle is not null, neuron.Saddle, eigenvalues, eigenvalues, neuron.Saddle is null ? 0.1 : 0));
    }

    private double Off(double size) => random.NextUniform(-size, size);
}
