using Landscape.Artifacts;
using Landscape.Search;

namespace Landscape.Stages.Classify;

/// <summary>Efficient or redundant, and why.</summary>
/// <param name="PointId">The point.</param>
/// <param name="Domain">redundant if one of the three kinds holds, else efficient (proved complete for tanh and logistic networks only).</param>
/// <param name="Kinds">Of deactivation, bias, duplication; empty if efficient.</param>
/// <param name="Margin">Smallest singular value of the column-normalised polynomial features under mu.</param>
/// <param name="CorePointId">The critical point of smaller width that the pruned network is, if it is among those found; else null.</param>
/// <param name="DeactivationDistance">min_j |a_j| / sqrt(E f^2).</param>
/// <param name="BiasDistance">min_j sqrt(Var z_j).</param>
/// <param name="DuplicationDistance">min over pairs and signs of sqrt(E (z_i -+ z_j)^2); infinite for width 1.</param>
/// <param name="PredictedNullDimension">Dimension of the kernel that redundancy predicts.</param>
/// <param name="KernelResidual">Largest |H v| / (|H| |v|) over the predicted null directions; NaN if there are none.</param>
/// <param name="OrbitSize">Copies of an efficient point under the symmetry group, n! or 2^n n!; null for a redundant point, and beyond 2^63.</param>
[Table("classes", 1)]
public sealed record ClassRow(
    long PointId,
    string Domain,
    string[] Kinds,
    double Margin,
    long? CorePointId,
    double DeactivationDistance,
    double BiasDistance,
    double DuplicationDistance,
    int PredictedNullDimension,
    double KernelResidual,
    long? OrbitSize);

/// <summary>A redundant point's efficient core and the way back (<see cref="CoreRoundTrip"/>).</summary>
/// <param name="PointId">The redundant point.</param>
/// <param name="CoreWidth">Neurons of the core.</param>
/// <param name="CoreTheta">The core, polished.</param>
/// <param name="CoreGradientNorm">Max norm of its gradient.</param>
/// <param name="CoreEfficient">None of the three kinds holds at the core.</param>
/// <param name="CoreCertified">The core is proved to be a nondegenerate critical point (certify/certificates).</param>
/// <param name="CorePointId">The core among the points found at its width; null if it is not.</param>
/// <param name="ExtendedGradientNorm">Max norm of the gradient at the core extended back.</param>
/// <param name="RoundTripDistance">Max-norm distance of that from the point, over 1 + max|theta|.</param>
/// <param name="RoundTripCloses">That distance is within the resolution of points, and that gradient within the tolerance of critical points.</param>
/// <param name="Embeddings">Flat families of networks of the point's width that realize the core, T(core_width, width) with signs (<see cref="SymmetryCounts"/>); null beyond 2^63.</param>
[Table("cores", 1)]
public sealed record CoreRow(
    long PointId,
    int CoreWidth,
    double[] CoreTheta,
    double CoreGradientNorm,
    bool CoreEfficient,
    bool CoreCertified,
    long? CorePointId,
    double ExtendedGradientNorm,
    double RoundTripDistance,
    bool RoundTripCloses,
    long? Embeddings);

/// <summary>A step along a flat family (<see cref="FlatFamilies"/>), from the extended core.</summary>
/// <param name="PointId">The redundant point.</param>
/// <param name="Kind">deactivation, bias, duplication.</param>
/// <param name="Neuron">j.</param>
/// <param name="Partner">i of a duplication, else null.</param>
/// <param name="Displacement">How far the free parameter moved.</param>
/// <param name="RiskChange">Largest |change of J| over the family's directions.</param>
/// <param name="GradientNorm">Largest max-norm gradient there.</param>
[Table("families", 1)]
public sealed record FamilyRow(long PointId, string Kind, int Neuron, int? Partner, double Displacement, double RiskChange, double GradientNorm);

/// <summary>Claim A6 at a split of a certified efficient point.</summary>
/// <param name="PointId">The point.</param>
/// <param name="Neuron">j.</param>
/// <param name="Gamma">The weights are (gamma a_j, (1 - gamma) a_j).</param>
/// <param name="Positive">Positive eigenvalues of the Hessian at the split.</param>
/// <param name="Zero">Its zero eigenvalues.</param>
/// <param name="Negative">Its negative eigenvalues.</param>
/// <param name="PredictedPositive">By inertia(H) + inertia(gamma (1 - gamma) B_j) + one zero.</param>
/// <param name="PredictedZero">The same.</param>
/// <param name="PredictedNegative">The same.</param>
/// <param name="Equal">Three equal integers.</param>
/// <param name="IsMinimum">Decided, no negative eigenvalue and no zero but that of the flat family: a local minimum, on a line of them.</param>
/// <param name="Decided">Both sides are proved by interval arithmetic; else eigenvalues within rounding of 0 were counted as zero.</param>
[Table("splits", 1)]
public sealed record SplitRow(
    long PointId,
    int Neuron,
    double Gamma,
    int Positive,
    int Zero,
    int Negative,
    int PredictedPositive,
    int PredictedZero,
    int PredictedNegative,
    bool Equal,
    bool IsMinimum,
    bool Decided);

/// <summary>A dead neuron added to a certified efficient point where it stays critical.</summary>
/// <param name="PointId">The point.</param>
/// <param name="U">u = (w, b), a zero of E[r psi(u . x~)].</param>
/// <param name="Positive">Positive eigenvalues of the Hessian at the extension.</param>
/// <param name="Zero">Its zero eigenvalues.</param>
/// <param name="Negative">Its negative eigenvalues.</param>
/// <param name="PredictedPositive">One more than the point's.</param>
/// <param name="PredictedZero">d.</param>
/// <param name="PredictedNegative">One more than the point's.</param>
/// <param name="Equal">Three equal integers.</param>
/// <param name="Decided">Existence and both sides are proved by interval arithmetic.</param>
[Table("extensions", 1)]
public sealed record ExtensionRow(
    long PointId,
    double[] U,
    int Positive,
    int Zero,
    int Negative,
    int PredictedPositive,
    int PredictedZero,
    int PredictedNegative,
    bool Equal,
    bool Decided);
