using System.Globalization;
using System.Text;

namespace Landscape.Pipeline;

/// <summary>A stage as a box.</summary>
/// <param name="Name">The stage's name.</param>
/// <param name="Upstream">The stages that it reads.</param>
/// <param name="Kind">What the bar at its side shows: the class <c>stage-KIND</c> of the style.</param>
/// <param name="Lines">The lines below the name.</param>
internal sealed record StageBox(string Name, IReadOnlyList<string> Upstream, string Kind, IReadOnlyList<string> Lines);

/// <summary>
/// The graph of stages as SVG, in columns from left to right (layers by longest path, rows by the mean row of what a box follows: Sugiyama, Tagawa and Toda 1981,
/// DOI 10.1109/TSMC.1981.4308636). An arrow that follows from others is left out: who reads the end of a chain reads its beginning too.
/// Equal boxes give equal bytes. The report compiles this file too (Stage.props).
/// </summary>
internal sealed class StageDrawing
{
    private const int Margin = 8, Gap = 32, RowGap = 14, HeadHeight = 26, LineHeight = 15, BarWidth = 7, TextIndent = 15;
    private const double LetterWidth = 6.4, NameWidth = 9.2;
    private readonly IReadOnlyList<StageBox> boxes;
    private readonly Dictionary<string, StageBox> byName;
    private readonly Dictionary<string, List<string>> edges;
    private readonly Dictionary<string, int> column = [];
    private readonly Dictionary<(string From, string To, int Column), int> passing = [];
    private readonly Dictionary<string, int> row = [];
    private readonly int boxWidth;

    private StageDrawing(IReadOnlyList<StageBox> boxes)
    {
        this.boxes = boxes;
        byName = boxes.ToDictionary(b => b.Name, StringComparer.Ordinal);
        edges = boxes.ToDictionary(b => b.Name, Nearest, StringComparer.Ordinal);
        var longest = boxes.SelectMany(b => b.Lines.Select(l => l.Length * LetterWidth).Append(b.Name.Length * NameWidth)).DefaultIfEmpty(0).Max();
        boxWidth = (int)Math.Ceiling(longest) + TextIndent + 8;
        PlaceColumns();
        PlaceRows();
    }

    /// <summary>Draws boxes, each after those that it follows.</summary>
    /// <param name="boxes">The stages, upstream first.</param>
    /// <param name="style">CSS for the classes <c>stage-box</c>, <c>stage-arrow</c>, <c>stage-text</c>, <c>stage-name</c> and <c>stage-KIND</c>.</param>
    /// <param name="description">What a reader who sees no pictures is told.</param>
    public static string Svg(IReadOnlyList<StageBox> boxes, string style, string description) => new StageDrawing(boxes).Draw(style, description);

    private int Columns => column.Values.DefaultIfEmpty(-1).Max() + 1;

    private int Rows => row.Values.Concat(passing.Values).DefaultIfEmpty(-1).Max() + 1;

    /// <summary>The upstream stages that no other upstream stage follows.</summary>
    private List<string> Nearest(StageBox box) => [.. box.Upstream.Where(u => byName.ContainsKey(u) && !box.Upstream.Any(other => other != u && Follows(other, u)))];

    private bool Follows(string stage, string earlier) =>
        byName.TryGetValue(stage, out var box) && (box.Upstream.Contains(earlier) || box.Upstream.Any(u => Follows(u, earlier)));

    /// <summary>The longest way from a beginning; a stage that reads nothing stands just before its first reader.</summary>
    private void PlaceColumns()
    {
        foreach (var box in boxes)
        {
            column[box.Name] = edges[box.Name].Select(u => column[u] + 1).DefaultIfEmpty(0).Max();
        }

        foreach (var box in boxes.Where(b => edges[b.Name].Count == 0))
        {
            column[box.Name] = boxes.Where(b => edges[b.Name].Contains(box.Name)).Select(b => column[b.Name] - 1).DefaultIfEmpty(0).Min();
        }
    }

    /// <summary>Column by column; an arrow over several columns has a place of its own in each that it passes.</summary>
    private void PlaceRows()
    {
        for (var c = 0; c < Columns; c++)
        {
            var places = new List<(double Mean, Action<int> Place)>();
            foreach (var box in boxes.Where(b => column[b.Name] == c))
            {
                var mean = edges[box.Name].Count == 0 ? double.MaxValue : edges[box.Name].Average(u => RowBefore(u, box.Name, c));
                places.Add((mean, r => row[box.Name] = r));
            }

            foreach (var (from, to) in boxes.SelectMany(b => edges[b.Name].Select(u => (u, b.Name))).Where(e => column[e.u] < c && c < column[e.Name]))
            {
                places.Add((RowBefore(from, to, c), r => passing[(from, to, c)] = r));
            }

            places.OrderBy(p => p.Mean).Select((p, r) => (p.Place, Row: r)).ToList().ForEach(p => p.Place(p.Row));
        }
    }

    private int RowBefore(string from, string to, int c) => column[from] == c - 1 ? row[from] : passing[(from, to, c - 1)];

    private string Draw(string style, string description)
    {
        var (width, height) = ((2 * Margin) + (Columns * boxWidth) + (Math.Max(0, Columns - 1) * Gap), Top(Rows) - RowGap + Margin);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{Escaped(description)}\" class=\"stages\">\n<style>{style}</style>\n");
        foreach (var box in boxes)
        {
            edges[box.Name].ForEach(from => svg.Append(Arrow(from, box.Name)));
        }

        foreach (var box in boxes)
        {
            svg.Append(Box(box));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private string Arrow(string from, string to)
    {
        var (x, y) = (Left(column[from]) + boxWidth, Middle(row[from]));
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M{x} {y}");
        for (var c = column[from] + 1; c <= column[to]; c++)
        {
            var next = Middle(c == column[to] ? row[to] : passing[(from, to, c)]);
            path.Append(CultureInfo.InvariantCulture, $" C{x + (Gap / 2)} {y} {x + (Gap / 2)} {next} {x + Gap} {next}");
            (x, y) = (x + Gap + boxWidth, next);
            path.Append(c < column[to] ? string.Create(CultureInfo.InvariantCulture, $" H{x}") : "");
        }

        var (tip, level) = (Left(column[to]), y);
        return string.Create(CultureInfo.InvariantCulture, $"<path class=\"stage-arrow\" d=\"{path}\" /><path class=\"stage-tip\" d=\"M{tip} {level} l-7 -4 v8 z\" />\n");
    }

    private string Box(StageBox box)
    {
        var (x, y) = (Left(column[box.Name]), Top(row[box.Name]));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<g><rect class=\"stage-box\" x=\"{x}\" y=\"{y}\" width=\"{boxWidth}\" height=\"{HeightOf(box)}\" rx=\"4\" />")
            .Append(CultureInfo.InvariantCulture, $"<rect class=\"stage-{box.Kind}\" x=\"{x}\" y=\"{y}\" width=\"{BarWidth}\" height=\"{HeightOf(box)}\" rx=\"2\" />")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"stage-name\" x=\"{x + TextIndent}\" y=\"{y + 18}\">{Escaped(box.Name)}</text>");
        for (var i = 0; i < box.Lines.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<text class=\"stage-text\" x=\"{x + TextIndent}\" y=\"{y + HeadHeight + 8 + (i * LineHeight)}\">{Escaped(box.Lines[i])}</text>");
        }

        return text.Append("</g>\n").ToString();
    }

    private int Left(int c) => Margin + (c * (boxWidth + Gap));

    private int Middle(int r) => Top(r) + (HeadHeight / 2);

    private int Top(int r) => Margin + Enumerable.Range(0, r).Sum(HeightOf) + (r * RowGap);

    private int HeightOf(int r) => boxes.Where(b => row[b.Name] == r).Select(HeightOf).DefaultIfEmpty(HeadHeight).Max();

    private static int HeightOf(StageBox box) => HeadHeight + (box.Lines.Count > 0 ? (box.Lines.Count * LineHeight) + 3 : 0);

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
