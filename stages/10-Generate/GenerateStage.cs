namespace Landscape.Stages.Generate;

internal static class GenerateStage;
