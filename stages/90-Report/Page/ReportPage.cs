using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>The page: the template's places filled by its sections, formulas typeset by Node (pipeline/node/math.mjs), everything inline.</summary>
internal static partial class ReportPage
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static byte[] Compose(Findings findings, IReadOnlyList<ClaimCount> counts, IReadOnlyList<RenderedFigure> figures, StageContext context)
    {
        var html = new Html();
        var sections = new Dictionary<string, string>
        {
            ["config"] = Html.Encode(context.Description.Config),
            ["summary"] = RunSections.Summary(findings, context.Description, html),
            ["verdicts"] = ClaimSections.Verdicts(counts, html),
            ["counting"] = ClaimSections.Counting(counts, html),
            ["certificates"] = CertificateSections.Summary(findings, html),
            ["enumeration"] = EnumerationSections.Summary(findings, html),
            ["rates"] = RateSections.Summary(findings, html),
            ["compositions"] = CompositionSections.Summary(findings.Compositions, html),
            ["exceptions"] = ClaimSections.Exceptions(findings, counts, html),
            ["problems"] = RunSections.Problems(findings),
            ["outcomes"] = RunSections.Outcomes(findings, html),
            ["figures"] = string.Concat(figures.Select((f, i) => FigureSection.Section(f, i + 1, html))),
            ["figurelist"] = FigureSection.Contents(figures, html),
            ["definitions"] = RunSections.Definitions(html),
            ["configuration"] = ProvenanceSections.Configuration(context.Description),
            ["inputs"] = ProvenanceSections.Inputs(context.Description),
            ["tools"] = ProvenanceSections.Tools(context.Description),
            ["reproduce"] = ProvenanceSections.Reproduce(context.Description),
        };
        var math = Typeset(html.Formulas, context);
        sections["style"] = Resource("style.css").Replace("{{font}}", math.Font, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(Html.WithFormulas(Filled(Resource("page.html"), sections), math.MathMl));
    }

    private static string Filled(string template, Dictionary<string, string> sections) =>
        Place().Replace(template, m => sections[m.Groups["name"].Value]);

    private static MathReply Typeset(IReadOnlyList<Formula> formulas, StageContext context) =>
        JsonSerializer.Deserialize<MathReply>(context.RunNode("math.mjs", JsonSerializer.SerializeToUtf8Bytes(new { formulas }, Web)), Web)!;

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(?<name>[a-z]+)\}\}")]
    private static partial Regex Place();

    private sealed record MathReply(IReadOnlyList<string> MathMl, string Font);
}
