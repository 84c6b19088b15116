using Landscape.Artifacts;

namespace Landscape.Stages.Compose;

/// <summary>A flow of a composition. Numbers that do not apply are null.</summary>
/// <param name="FlowId">0, 1, 2, ... : flows over the imbalance first, then those from random starts.</param>
/// <param name="Purpose">imbalance (B5, B6) or random-start (B1, B2, B4).</param>
/// <param name="Cost">f.</param>
/// <param name="Shape">n_0-n_1-...-n_L.</param>
/// <param name="Layers">L.</param>
/// <param name="Hidden">The smallest hidden width; k in the scalar case.</param>
/// <param name="Start">0, 1, 2, ... among the flows of a cost and shape.</param>
/// <param name="Imbalance">c of the start: the largest spread of the eigenvalues of a C_i.</param>
/// <param name="ZEnd">z at the end, if it is a number.</param>
/// <param name="Outcome">converged, undecided (time or steps used up) or failed.</param>
/// <param name="Reason">The evidence.</param>
/// <param name="Kind">What was reached: target-set, origin, rank-deficient, not-critical.</param>
/// <param name="MorseIndex">Of the Hessian at the end; positive at a strict saddle.</param>
/// <param name="GradientNorm">max|dg| at the end.</param>
/// <param name="Value">g at the end.</param>
/// <param name="Time">The flow's time at the end.</param>
/// <param name="Steps">Accepted steps.</param>
/// <param name="Integrator">How it was integrated.</param>
/// <param name="Tolerance">Its tolerance.</param>
/// <param name="RateMeasured">Of the exponential decay at the end: of |z - z*|, or of max|dg| from random starts, where a faster mode than the slowest may still lead.</param>
/// <param name="RateUncertainty">Of the fit.</param>
/// <param name="RatePredicted">h sqrt(c^2 + 4 z*^2) for two layers and a number, else the smallest positive eigenvalue of the Hessian at the end.</param>
/// <param name="InvariantDrift">max|C_i - C_i(0)| over the flow in units of the largest |W_i|^2.</param>
/// <param name="ReducedDifference">max over time of |z - z of the reduced equation|.</param>
/// <param name="ZTarget">z*, if it is known: the critical point of f nearest to z at the end.</param>
/// <param name="Curvature">h = f''(z*).</param>
/// <param name="PMeasured">|w_1|^2 + |w_2|^2 at the end.</param>
/// <param name="PPredicted">sqrt(c^2 + 4 z^2) with c from the start and z from the end.</param>
[Table("flows", 1)]
public sealed record FlowRow(
    long FlowId, string Purpose, string Cost, string Shape, int Layers, int Hidden, int Start, double Imbalance, double? ZEnd, string Outcome, string Reason,
    string Kind, int MorseIndex, double GradientNorm, double Value, double Time, int Steps, string Integrator, double Tolerance, double? RateMeasured,
    double? RateUncertainty, double? RatePredicted, double InvariantDrift, double? ReducedDifference, double? ZTarget, double? Curvature, double? PMeasured,
    double? PPredicted);

/// <summary>The Hessian's spectrum where a flow ended (B4).</summary>
/// <param name="FlowId">The flow.</param>
/// <param name="Cost">f.</param>
/// <param name="Shape">n_0-n_1-...-n_L.</param>
/// <param name="Kind">As in flows.</param>
/// <param name="Eigenvalues">Ascending.</param>
/// <param name="Tolerance">Eigenvalues within it count as zero.</param>
/// <param name="MorseIndex">Number of eigenvalues below -tolerance.</param>
/// <param name="Nullity">Number of eigenvalues within the tolerance.</param>
/// <param name="NullityPredicted">On the target set, all but n_L n_0: 2k - 1 for two layers and a number.</param>
/// <param name="EigenvaluePredicted">h |dz|^2, h p for two layers: the one that is not zero if z is a number.</param>
/// <param name="EigenvalueMeasured">The eigenvalue of the largest absolute value.</param>
/// <param name="LargestOther">The largest absolute value of the others.</param>
[Table("morse_bott", 1)]
public sealed record MorseBottRow(
    long FlowId, string Cost, string Shape, string Kind, double[] Eigenvalues, double Tolerance, int MorseIndex, int Nullity, int? NullityPredicted,
    double? EigenvaluePredicted, double EigenvalueMeasured, double LargestOther);

/// <summary>A saddle with r layers at 0: the origin if r = L (B3).</summary>
/// <param name="SaddleId">0, 1, 2, ...</param>
/// <param name="Cost">f.</param>
/// <param name="Shape">n_0-n_1-...-n_L.</param>
/// <param name="Layers">L.</param>
/// <param name="Hidden">The smallest hidden width.</param>
/// <param name="ZeroLayers">r, the predicted order.</param>
/// <param name="Slope">|df(0)| (Frobenius), f'(0) with its sign if z is a number.</param>
/// <param name="OrderMeasured">1 + the exponent of |dg| along a random direction.</param>
/// <param name="Eigenvalues">The Hessian's, ascending.</param>
/// <param name="EigenvaluesPredicted">By the closed form, ascending: +-f'(0), k times each, for two layers and a number.</param>
/// <param name="EigenvalueError">Largest difference of the two, in units of |df(0)|.</param>
[Table("saddles", 1)]
public sealed record SaddleRow(
    long SaddleId, string Cost, string Shape, int Layers, int Hidden, int ZeroLayers, double Slope, double OrderMeasured, double[] Eigenvalues,
    double[] EigenvaluesPredicted, double EigenvalueError);

/// <summary>A critical point of least squares with two layers, built from singular vectors (B4).</summary>
/// <param name="Size">p: the target is p x p.</param>
/// <param name="Hidden">k.</param>
/// <param name="SingularValues">Of the target, descending.</param>
/// <param name="Subset">Positions of those that the point keeps.</param>
/// <param name="GradientNorm">max|dg|: 0 up to rounding.</param>
/// <param name="Value">g.</param>
/// <param name="ValuePredicted">Half the sum of s^2 over those left out.</param>
/// <param name="MorseIndex">Measured.</param>
/// <param name="IndexPredicted">By the closed form.</param>
/// <param name="Nullity">Measured.</param>
/// <param name="NullityPredicted">By the closed form.</param>
[Table("least_squares_points", 1)]
public sealed record LeastSquaresRow(
    int Size, int Hidden, double[] SingularValues, long[] Subset, double GradientNorm, double Value, double ValuePredicted, int MorseIndex, int IndexPredicted,
    int Nullity, int NullityPredicted);

/// <summary>A start on or near the centre-stable manifold of the origin (B7).</summary>
/// <param name="Cost">f.</param>
/// <param name="Hidden">k.</param>
/// <param name="Slope">f'(0).</param>
/// <param name="Epsilon">The start's distance from the manifold; 0 on it.</param>
/// <param name="Imbalance">c of the start.</param>
/// <param name="Outcome">converged-to-origin, exited, undecided or failed.</param>
/// <param name="Reason">The evidence.</param>
/// <param name="Radius">|theta| at which the flow has left.</param>
/// <param name="Time">Of the exit, or of the arrival.</param>
/// <param name="TimeLeading">log(1/eps) / |f'(0)|, the law up to a bounded term; null on the manifold.</param>
/// <param name="TimeExact">By quadrature of the reduced equation; null on the manifold.</param>
/// <param name="Closest">The smallest |theta| over the steps.</param>
[Table("exits", 1)]
public sealed record ExitRow(
    string Cost, int Hidden, double Slope, double Epsilon, double Imbalance, string Outcome, string Reason, double Radius, double Time, double? TimeLeading,
    double? TimeExact, double Closest);

/// <summary>One way of integrating one flow (B1).</summary>
/// <param name="Cost">f.</param>
/// <param name="Shape">n_0-n_1-...-n_L.</param>
/// <param name="Layers">L.</param>
/// <param name="Integrator">dormand-prince-853, gauss-collocation-8 or gradient-descent.</param>
/// <param name="Tolerance">Of the adaptive one.</param>
/// <param name="Step">Of the others.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="FinalTime">Where all of them end.</param>
/// <param name="Outcome">completed or failed.</param>
/// <param name="InvariantDrift">max|C_i - C_i(0)| over the steps in units of the largest |W_i|^2.</param>
/// <param name="EndError">max|theta - theta of the tightest tolerance| at the end.</param>
[Table("invariants", 1)]
public sealed record InvariantRow(
    string Cost, string Shape, int Layers, string Integrator, double? Tolerance, double? Step, int Steps, double FinalTime, string Outcome,
    double InvariantDrift, double EndError);

/// <summary>A trajectory of a phase portrait (B8).</summary>
/// <param name="TrajectoryId">0, 1, 2, ...</param>
/// <param name="Neuron">linear, tanh, logistic.</param>
/// <param name="Cost">f.</param>
/// <param name="Role">flow, unstable-manifold or stable-manifold (followed backwards in time).</param>
/// <param name="Outcome">converged, completed (a manifold at the border), undecided or failed.</param>
/// <param name="Time">At the end.</param>
/// <param name="Conserved">The conserved quantity at the start.</param>
/// <param name="ConservedDrift">Its largest change in units of the largest of its terms, at least 1.</param>
/// <param name="OutputEnd">y at the end.</param>
/// <param name="GradientNorm">max|d f(y)| at the end.</param>
[Table("portraits", 1)]
public sealed record PortraitRow(
    long TrajectoryId, string Neuron, string Cost, string Role, string Outcome, double Time, double Conserved, double ConservedDrift, double OutputEnd,
    double GradientNorm);

/// <summary>A point of a trajectory.</summary>
/// <param name="TrajectoryId">The trajectory.</param>
/// <param name="Sample">0, 1, 2, ... : about equally spaced along the curve.</param>
/// <param name="Time">The time; backwards for stable manifolds.</param>
/// <param name="W1">w_1.</param>
/// <param name="W2">w_2.</param>
/// <param name="Output">y = w_2 psi(w_1).</param>
[Table("trajectories", 1)]
public sealed record TrajectoryRow(long TrajectoryId, int Sample, double Time, double W1, double W2, double Output);

/// <summary>Whether one neuron has a critical point that is not critical for f (B8).</summary>
/// <param name="Neuron">linear, tanh, logistic.</param>
/// <param name="Cost">f.</param>
/// <param name="Predicted">Whether theory says there is one.</param>
/// <param name="Present">Whether psi changes its sign on the portrait's square: the saddle is then (w_1, 0).</param>
/// <param name="W1">Its place; null if there is none.</param>
/// <param name="Eigenvalues">The Hessian's there, ascending; empty if there is none.</param>
/// <param name="EigenvaluesPredicted">-+|f'(0)|.</param>
/// <param name="SmallestOutputGradient">The smallest |dy| on a grid over the square: 0 only at a saddle.</param>
[Table("neuron_saddles", 1)]
public sealed record NeuronSaddleRow(
    string Neuron, string Cost, bool Predicted, bool Present, double? W1, double[] Eigenvalues, double[] EigenvaluesPredicted, double SmallestOutputGradient);
