using Landscape.Artifacts;

namespace Landscape.Stages.Report;

[View("generate", "problems")]
internal sealed record ProblemView(
    long ProblemId, string Family, string Kernel, int InputDim, int NodeCount, string Design, double Nugget, string Parameters);

[View("train", "runs")]
internal sealed record RunView(
    long RunId, long ProblemId, string Activation, int Width, string Method, string Outcome, string Reason, long Steps, double Risk, double[] Theta);

[View("train", "traces")]
internal sealed record TraceView(long RunId, long Step, double Risk, double GradientNorm);

[View("detect", "critical_points")]
internal sealed record DiscoveryView(long PointId, string Source, long Hits, long? ParentId);

[View("detect", "rejects")]
internal sealed record RejectView(string Reason);

[View("certify", "certificates")]
internal sealed record CertificateView(
    long PointId,
    bool Certified,
    string Reason,
    int? IndexProven,
    bool EfficientProven,
    double SmallestAbsEigenvalueBound,
    double UniquenessRadius,
    bool DistinctProven,
    bool CoreCertified);

[View("spectra", "spectra")]
internal sealed record SpectrumView(long PointId, double[] Eigenvalues, int MorseIndex, int Nullity, double SmallestAbsEigenvalue);

[View("classify", "classes")]
internal sealed record ClassView(
    long PointId,
    string Domain,
    string[] Kinds,
    double Margin,
    double DeactivationDistance,
    double BiasDistance,
    double DuplicationDistance,
    int PredictedNullDimension,
    double KernelResidual);

/// <summary>Where a redundant point prunes to, if that critical point was found.</summary>
[View("classify", "classes")]
internal sealed record CoreLinkView(long PointId, long? CorePointId);

[View("classify", "connections")]
internal sealed record ConnectionView(
    long PointId, string OutcomeA, long? MinimumA, double[] ThetaA, string OutcomeB, long? MinimumB, double[] ThetaB);

[View("classify", "cores")]
internal sealed record CoreView(
    long PointId, int CoreWidth, bool CoreEfficient, bool CoreCertified, double ExtendedGradientNorm, double RoundTripDistance, bool RoundTripCloses);

[View("classify", "families")]
internal sealed record FamilyView(long PointId, string Kind, double Displacement, double RiskChange, double GradientNorm);

[View("classify", "splits")]
internal sealed record SplitView(
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

[View("classify", "extensions")]
internal sealed record ExtensionView(
    long PointId, int Positive, int Zero, int Negative, int PredictedPositive, int PredictedZero, int PredictedNegative, bool Equal, bool Decided);

[View("detect", "discoveries")]
internal sealed record SearchView(
    long ProblemId,
    string Activation,
    int Width,
    int EfficientPoints,
    int Searches,
    int Points,
    double GoodTuringUnseen,
    double Chao1,
    int[] Curve,
    string[] Sources,
    int[] SourceSearches,
    int[] SourcePoints);

[View("enumerate", "enumerations")]
internal sealed record EnumerationView(
    long ProblemId,
    string Activation,
    double Ridge,
    int Points,
    int UndecidedBoxes,
    double UndecidedArea,
    bool Complete,
    int? AlternatingSum,
    int? FoundBySearch,
    int Unexplained);
