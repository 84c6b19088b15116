using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Landscape.Stages.Report;

/// <summary>
/// A figure on the page: its picture inline, its caption, the files beside the page, and the specification from which the browser draws it again so that it answers. Without script, and on
/// paper, the picture stands.
/// </summary>
internal static partial class FigureSection
{
    /// <summary>The figure's section.</summary>
    /// <param name="rendered">The figure.</param>
    /// <param name="number">Its number on the page.</param>
    /// <param name="level">The level of its heading.</param>
    /// <param name="html">Where formulas are collected.</param>
    public static string Section(RenderedFigure rendered, int number, int level, Html html)
    {
        var figure = rendered.Figure;
        var files = string.Join(", ", RenderedFigure.Extensions.Select(e => $"<a href=\"{rendered.Path(e)}\">{e}</a>"));
        return $"""
            <section class="figure" id="{figure.Name}" aria-labelledby="{figure.Name}-title">
            <h{level} id="{figure.Name}-title"><span class="number">Figure {number}</span> {html.Prose(figure.Title)}</h{level}>
            <figure aria-labelledby="{figure.Name}-title" aria-describedby="{figure.Name}-caption">
            <div class="drawing" tabindex="0" role="img" aria-labelledby="{figure.Name}-title" aria-describedby="{figure.Name}-caption"><div class="still" style="{Size(rendered)}">{Inlined(rendered)}</div><div class="live"></div></div>
            <div class="tools"></div>
            <div class="entries" role="group" aria-label="Show one entry of the legend" hidden="hidden"></div>
            <figcaption id="{figure.Name}-caption">{html.Prose(figure.Caption)} <span class="files">Files: {files}.</span></figcaption>
            </figure>
            {Scripts.Data("class=\"spec\"", Specification(figure))}
            </section>

            """;
    }

    /// <summary>The specification with its rows as columns.</summary>
    private static JsonObject Specification(Figure figure)
    {
        var spec = (JsonObject)figure.Spec.DeepClone();
        spec.Remove("data");
        return new JsonObject { ["spec"] = spec, ["data"] = Columns.Of(figure.Spec["data"]!["values"]!.AsArray()) };
    }

    /// <summary>The place that the picture takes, so that the browser need not look into pictures that are out of view.</summary>
    private static string Size(RenderedFigure rendered)
    {
        var groups = Opening().Match(rendered.Svg).Groups;
        return $"--drawn: {groups["width"].Value}px; aspect-ratio: {groups["width"].Value} / {groups["height"].Value}";
    }

    /// <summary>The SVG with identifiers that are unique on the page: Vega numbers its clip paths from 1 in every figure.</summary>
    private static string Inlined(RenderedFigure rendered) => Identifier().Replace(
        Opening().Replace(rendered.Svg, m => $"<svg aria-hidden=\"true\" focusable=\"false\" {m.Value[5..]}", 1),
        m => $"{m.Groups["before"].Value}{rendered.Figure.Name}-{m.Groups["id"].Value}");

    [GeneratedRegex("""<svg [^>]*?\bwidth="(?<width>[0-9.]+)" height="(?<height>[0-9.]+)"[^>]*>""")]
    private static partial Regex Opening();

    [GeneratedRegex("""(?<before>\bid="|url\(#|href="#)(?<id>[^")]+)""")]
    private static partial Regex Identifier();
}
