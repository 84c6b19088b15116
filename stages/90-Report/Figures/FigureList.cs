namespace Landscape.Stages.Report;

/// <summary>The figures of the report, in reading order.</summary>
internal static class FigureList
{
    public static IReadOnlyList<Figure> Draw(Findings findings, ReportOptions options) =>
    [
        FitsFigure.Draw(findings, options),
        TrainingFigure.Draw(findings, options),
        OutcomesFigure.Draw(findings),
        SpectraFigure.Draw(findings, options),
        SmallestEigenvalueFigure.Draw(findings),
        NondegeneracyFigure.Draw(findings, options),
        IndexFigure.Draw(findings, options),
        DisconnectivityFigure.Draw(findings, options),
        ParentageFigure.Draw(findings, options),
        SliceFigure.Draw(findings),
        DiscoveryFigure.Draw(findings, options),
        RecallFigure.Draw(findings),
        KernelFigure.Draw(findings),
        FamiliesFigure.Draw(findings),
        PruningFigure.Draw(findings),
        SplitFigure.Draw(findings),
        MarginFigure.Draw(findings, options),
        ExistenceFigure.Draw(findings),
        RateFigure.Draw(findings),
        DriftFigure.Draw(findings),
        ConvergenceFigure.Draw(findings),
        SaddleFigure.Draw(findings),
        TargetSetFigure.Draw(findings),
        ImbalanceFigure.Draw(findings),
        ExitFigure.Draw(findings),
        PortraitFigure.Draw(findings),
    ];
}
