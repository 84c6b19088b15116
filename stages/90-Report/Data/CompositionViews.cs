using Landscape.Artifacts;

namespace Landscape.Stages.Report;

[View("compose", "flows")]
internal sealed record FlowView(
    long FlowId,
    string Purpose,
    string Cost,
    string Shape,
    int Layers,
    int Hidden,
    double Imbalance,
    string Outcome,
    string Reason,
    string Kind,
    int MorseIndex,
    double GradientNorm,
    int Steps,
    double Tolerance,
    double? RateMeasured,
    double? RateUncertainty,
    double? RatePredicted,
    double InvariantDrift,
    double? ReducedDifference,
    double? ZTarget,
    double? PMeasured,
    double? PPredicted);

[View("compose", "morse_bott")]
internal sealed record MorseBottView(
    long FlowId, string Cost, string Shape, string Kind, int MorseIndex, int Nullity, int? NullityPredicted, double? EigenvaluePredicted, double EigenvalueMeasured, double LargestOther);

[View("compose", "saddles")]
internal sealed record SaddleView(
    string Cost, string Shape, int Layers, int Hidden, int ZeroLayers, double Slope, double OrderMeasured, double[] EigenvaluesPredicted, double EigenvalueError);

[View("compose", "least_squares_points")]
internal sealed record LeastSquaresView(
    int Size, int Hidden, long[] Subset, double GradientNorm, double Value, double ValuePredicted, int MorseIndex, int IndexPredicted, int Nullity, int NullityPredicted);

[View("compose", "exits")]
internal sealed record ExitView(
    string Cost, int Hidden, double Slope, double Epsilon, string Outcome, double Time, double? TimeLeading, double? TimeExact, double Closest);

[View("compose", "invariants")]
internal sealed record InvariantView(
    string Cost, string Shape, string Integrator, double? Tolerance, int Steps, string Outcome, double InvariantDrift);

[View("compose", "portraits")]
internal sealed record PortraitView(long TrajectoryId, string Neuron, string Cost, string Role, string Outcome, double ConservedDrift);

[View("compose", "trajectories")]
internal sealed record TrajectoryView(long TrajectoryId, int Sample, double W1, double W2);

[View("compose", "neuron_saddles")]
internal sealed record NeuronSaddleView(
    string Neuron, string Cost, bool Predicted, bool Present, double? W1, double[] Eigenvalues, double[] EigenvaluesPredicted, double SmallestOutputGradient);

[View("rates", "rates")]
internal sealed record RateView(
    long PointId, string Method, string Law, double Condition, double RateMeasured, double Uncertainty, double RatePredicted, double Decades, double Order, double Floor);

[View("rates", "degenerate_tails")]
internal sealed record DegenerateTailView(long PointId, string Law, double ExponentialRate, double PowerExponent, double Uncertainty);
