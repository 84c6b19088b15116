using Landscape.Artifacts;
using Landscape.Search;
using Landscape.Staging;

namespace Landscape.Stages.Spectra;

/// <summary>Nothing to choose: the tolerance of the nullity follows from the point (<see cref="SpectralModel.NullTolerance"/>).</summary>
public sealed record SpectraOptions;

/// <summary>The Hessian's spectrum at a critical point.</summary>
/// <param name="PointId">The point.</param>
/// <param name="Eigenvalues">lambda, ascending.</param>
/// <param name="MorseIndex">Number of eigenvalues below -tolerance.</param>
/// <param name="Nullity">Number of eigenvalues within the tolerance.</param>
/// <param name="Condition">max|lambda| / min|lambda|; infinite if an eigenvalue is exactly 0.</param>
/// <param name="Tolerance">16 P eps max|lambda| + |g|_2: rounding of the Hessian and effect of the residual gradient.</param>
/// <param name="SmallestAbsEigenvalue">min|lambda|.</param>
[Table("spectra", 1)]
public sealed record SpectrumRow(
    long PointId, double[] Eigenvalues, int MorseIndex, int Nullity, double Condition, double Tolerance, double SmallestAbsEigenvalue);

/// <summary>
/// The spectrum of H = d2J at every critical point: H = 2 E[dPsi dPsi^T + r d2Psi] (docs/theory.md, section 1). Claim A1 says that it has no
/// zero eigenvalue at an efficient point, claim A2 that it has some at a redundant one.
/// </summary>
[Stage("spectra", 1)]
public sealed class SpectraStage : IStage<SpectraOptions>
{
    /// <inheritdoc/>
    public StageOutput Run(StageInputs inputs, SpectraOptions options, StageContext context)
    {
        var samples = ProblemSamples.Read(inputs);
        var points = inputs.Read<CriticalPointView>();
        var rows = context.KeptRows<CriticalPointView, SpectrumRow>(
            "spectra", points, p => [Row(p.PointId, SpectralModel.At(new RiskFunction(p.Landscape(samples)), p.Theta))], p => p.Name);
        return new StageOutput().Add(rows);
    }

    private static SpectrumRow Row(long pointId, SpectralModel model) => new(
        pointId,
        model.Eigenvalues,
        model.MorseIndex,
        model.Nullity,
        model.LargestCurvature / model.SmallestCurvature,
        model.NullTolerance,
        model.SmallestCurvature);
}
