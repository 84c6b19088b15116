namespace Landscape.Stages.Classify;

internal static class ClassifyStage;
