using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>A figure in every form that a reader may want.</summary>
/// <param name="Figure">What was drawn.</param>
/// <param name="Svg">For the page, in pixels.</param>
/// <param name="Print">The same for paper: 88 mm or 180 mm wide, one or two columns of a journal, its letters at least 7 pt.</param>
/// <param name="Png">300 dots an inch at that width.</param>
/// <param name="Pdf">Vectors at that width.</param>
internal sealed record RenderedFigure(Figure Figure, string Svg, string Print, byte[] Png, byte[] Pdf)
{
    /// <summary>The extensions under which <see cref="AddTo"/> stores the figure.</summary>
    public static readonly string[] Extensions = ["svg", "pdf", "png", "vl.json"];

    /// <summary>Adds figures/name.svg, .pdf, .png and .vl.json.</summary>
    public void AddTo(StageOutput output) => output
        .AddFile(Path("svg"), System.Text.Encoding.UTF8.GetBytes(Print))
        .AddFile(Path("pdf"), Pdf)
        .AddFile(Path("png"), Png)
        .AddFile(Path("vl.json"), System.Text.Encoding.UTF8.GetBytes(SpecText.Of(Figure.Spec)));

    /// <summary>Where a form of the figure is, relative to the page.</summary>
    public string Path(string extension) => $"figures/{Figure.Name}.{extension}";
}

/// <summary>Draws all figures in one Node process (pipeline/node/render.mjs).</summary>
internal static class FigureRenderer
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<RenderedFigure> Render(IReadOnlyList<Figure> figures, StageContext context)
    {
        var specs = figures.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["spec"] = f.Spec.DeepClone() });
        var request = new JsonObject { ["figures"] = new JsonArray([.. specs]) };
        var reply = context.RunNode("render.mjs", JsonSerializer.SerializeToUtf8Bytes(request));
        var drawings = JsonSerializer.Deserialize<Reply>(reply, Web)!.Figures;
        return [.. figures.Zip(drawings, (figure, drawing) => new RenderedFigure(figure, drawing.Svg, drawing.Print, drawing.Png, drawing.Pdf))];
    }

    private sealed record Reply(IReadOnlyList<Drawing> Figures);

    private sealed record Drawing(string Name, string Svg, string Print, [property: JsonRequired] byte[] Png, [property: JsonRequired] byte[] Pdf);
}
