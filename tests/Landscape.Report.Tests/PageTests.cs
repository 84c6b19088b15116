using System.Text;
using Landscape.Stages.Report;
using Landscape.Staging;

namespace Landscape.Report.Tests;

public sealed class PageTests
{
    private static readonly StageOutput Output = new ReportStage().Run(new SyntheticRun(4, 6, 3).Inputs, new ReportOptions(), new NodeContext());

    [Fact]
    public void Every_figure_is_on_the_page_and_beside_it_in_four_forms()
    {
        var page = Encoding.UTF8.GetString(Output.Files["index.html"]);
        var names = Output.Files.Keys.Where(f => f.EndsWith(".svg", StringComparison.Ordinal)).Select(f => f["figures/".Length..^".svg".Length]).ToList();

        Assert.Equal(10, names.Count); // the figures that FigureList draws
        foreach (var name in names)
        {
            Assert.Contains($"<section class=\"figure\" id=\"{name}\">", page, StringComparison.Ordinal);
            Assert.All(RenderedFigure.Extensions, extension => Assert.Contains($"figures/{name}.{extension}", Output.Files.Keys));
        }
    }
}
