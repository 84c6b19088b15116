using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>The page: the template's places filled by its sections, formulas typeset by Node (pipeline/node/math.mjs), everything inline.</summary>
internal static partial class ReportPage
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static byte[] Compose(Findings findings, IReadOnlyList<ClaimCount> counts, IReadOnlyList<RenderedFigure> figures, ReportOptions options, StageContext context)
    {
        var html = new Html();
        var sections = new Dictionary<string, string>
        {
            ["config"] = Html.Encode(context.Description.Config),
            ["summary"] = RunSections.Summary(findings, context.Description, html),
            ["landscape"] = RunSections.Landscape(html),
            ["points"] = PointSection.Of(findings, options),
            ["scripts"] = Scripts.OfPage(),
            ["libraries"] = Scripts.Libraries(context),
        };
        AddClaims(sections, findings, counts, figures, html);
        AddRun(sections, findings, context.Description, html);
        sections["inputs"] = PipelinePicture.Section(findings, counts, context.Description) + sections["inputs"];
        var math = Typeset(html.Formulas, context);
        sections["style"] = Resource("style.css").Replace("{{font}}", math.Font, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(Html.WithFormulas(Filled(Resource("page.html"), sections), math.MathMl));
    }

    /// <summary>A text that is part of this assembly.</summary>
    public static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void AddClaims(Dictionary<string, string> sections, Findings findings, IReadOnlyList<ClaimCount> counts, IReadOnlyList<RenderedFigure> figures, Html html)
    {
        var numbers = InReadingOrder(figures).Select((f, i) => (f.Figure.Name, i)).ToDictionary(f => f.Name, f => f.i + 1);
        var drawn = figures.ToDictionary(f => f.Figure.Name, f => FigureSection.Section(f, numbers[f.Figure.Name], ClaimGuide.SearchFigures.Contains(f.Figure.Name) ? 3 : 4, html));
        var tables = new Dictionary<string, string>
        {
            ["A1"] = CertificateSections.Summary(findings, html),
            ["A7"] = RateSections.Summary(findings, html),
            ["A8"] = RunSections.Outcomes(findings, html),
            ["B3"] = CompositionSections.Saddles(findings.Compositions),
            ["B4"] = CompositionSections.TargetSets(findings.Compositions) + CompositionSections.LeastSquares(findings.Compositions),
            ["B5"] = CompositionSections.Reduction(findings.Compositions),
            ["B8"] = CompositionSections.Neurons(findings.Compositions),
        };
        sections["strip"] = VerdictSections.Strip(counts);
        sections["verdicts"] = VerdictSections.Table(counts, numbers, html);
        sections["shallow"] = ClaimSections.Of(ClaimGuide.Shallow, counts, drawn, tables, html);
        sections["composed"] = CompositionSections.Introduction(findings.Compositions, html) + ClaimSections.Of(ClaimGuide.Composed, counts, drawn, tables, html);
        sections["search"] = EnumerationSections.Summary(findings, html) + string.Concat(ClaimGuide.SearchFigures.Select(name => drawn[name]));
    }

    private static void AddRun(Dictionary<string, string> sections, Findings findings, RunDescription description, Html html)
    {
        sections["definitions"] = RunSections.Definitions(html);
        sections["problems"] = RunSections.Problems(findings);
        sections["methods"] = MethodSections.Of(description.ConfigValues, html);
        sections["configuration"] = ProvenanceSections.Configuration(description);
        sections["inputs"] = ProvenanceSections.Inputs(description);
        sections["tools"] = ProvenanceSections.Tools(description);
        sections["reproduce"] = ProvenanceSections.Reproduce(description);
    }

    /// <summary>The figures as a reader meets them: claim by claim, then those of the search.</summary>
    private static IEnumerable<RenderedFigure> InReadingOrder(IReadOnlyList<RenderedFigure> figures) =>
        ClaimGuide.All.SelectMany(g => g.Figures).Concat(ClaimGuide.SearchFigures).Distinct().Select(name => figures.First(f => f.Figure.Name == name));

    private static string Filled(string template, Dictionary<string, string> sections) =>
        Place().Replace(template, m => sections[m.Groups["name"].Value]);

    private static MathReply Typeset(IReadOnlyList<Formula> formulas, StageContext context) =>
        JsonSerializer.Deserialize<MathReply>(context.RunNode("math.mjs", JsonSerializer.SerializeToUtf8Bytes(new { formulas }, Web)), Web)!;

    [GeneratedRegex(@"\{\{(?<name>[a-z]+)\}\}")]
    private static partial Regex Place();

    private sealed record MathReply(IReadOnlyList<string> MathMl, string Font);
}
