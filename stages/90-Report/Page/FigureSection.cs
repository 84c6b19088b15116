using System.Text.RegularExpressions;

namespace Landscape.Stages.Report;

/// <summary>A figure on the page: its SVG inline, its caption, the files beside the page.</summary>
internal static partial class FigureSection
{
    /// <summary>The figures by title, as links: the page is long.</summary>
    public static string Contents(IReadOnlyList<RenderedFigure> figures, Html html) =>
        $"<ol class=\"contents\">{string.Concat(figures.Select(f => $"<li><a href=\"#{f.Figure.Name}\">{html.Prose(f.Figure.Title)}</a></li>\n"))}</ol>";

    public static string Section(RenderedFigure rendered, int number, Html html)
    {
        var figure = rendered.Figure;
        var files = string.Join(", ", RenderedFigure.Extensions.Select(e => $"<a href=\"{rendered.Path(e)}\">{e}</a>"));
        return $"""
            <section class="figure" id="{figure.Name}">
            <h3><span class="number">Figure {number}</span> {html.Prose(figure.Title)}</h3>
            <figure aria-labelledby="{figure.Name}-caption">
            <div class="drawing" tabindex="0" role="group" aria-label="{Html.Encode(figure.Title)}">{Inlined(rendered)}</div>
            <figcaption id="{figure.Name}-caption">{html.Prose(figure.Caption)} <span class="files">Files: {files}.</span></figcaption>
            </figure>
            </section>

            """;
    }

    /// <summary>The SVG with identifiers that are unique on the page: Vega numbers its clip paths from 1 in every figure.</summary>
    private static string Inlined(RenderedFigure rendered) => Identifier().Replace(
        Opening().Replace(rendered.Svg, m => $"<svg role=\"img\" aria-hidden=\"true\" style=\"--drawn: {m.Groups["width"].Value}px\" {m.Value[5..]}", 1),
        m => $"{m.Groups["before"].Value}{rendered.Figure.Name}-{m.Groups["id"].Value}");

    [GeneratedRegex("""<svg [^>]*?\bwidth="(?<width>[0-9.]+)"[^>]*>""")]
    private static partial Regex Opening();

    [GeneratedRegex("""(?<before>\bid="|url\(#|href="#)(?<id>[^")]+)""")]
    private static partial Regex Identifier();
}
