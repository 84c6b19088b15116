namespace Landscape.Stages.Spectra;

internal static class SpectraStage;
