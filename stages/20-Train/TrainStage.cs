namespace Landscape.Stages.Train;

internal static class TrainStage;
