namespace Landscape.Stages.Report;

internal static class ReportStage;
