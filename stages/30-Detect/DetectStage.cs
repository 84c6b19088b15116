namespace Landscape.Stages.Detect;

internal static class DetectStage;
