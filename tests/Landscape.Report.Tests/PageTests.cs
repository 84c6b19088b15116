using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Landscape.Stages.Report;
using Landscape.Staging;

namespace Landscape.Report.Tests;

/// <summary>The page stands alone, is well formed and says the same thing twice.</summary>
public sealed class PageTests
{
    private static readonly StageOutput Output = Run(new SyntheticRun(4, 6, 3));
    private static readonly string Page = Encoding.UTF8.GetString(Output.Files["index.html"]);
    private static readonly XDocument Document = Parse(Page);

    [Fact]
    public void Every_figure_is_on_the_page_and_beside_it_in_four_forms()
    {
        var names = Output.Files.Keys.Where(f => f.EndsWith(".svg", StringComparison.Ordinal)).Select(f => f["figures/".Length..^".svg".Length]).ToList();

        Assert.Equal(23, names.Count); // the figures of FigureList
        foreach (var name in names)
        {
            var section = Assert.Single(Document.Descendants("section"), s => (string?)s.Attribute("id") == name);
            Assert.NotEmpty(section.Descendants(XName.Get("svg", "http://www.w3.org/2000/svg")));
            Assert.All(RenderedFigure.Extensions, extension => Assert.Contains($"figures/{name}.{extension}", Output.Files.Keys));
        }
    }

    [Fact]
    public void The_page_asks_for_nothing_but_itself()
    {
        // Namespaces are names, not addresses; any other URL would be a request.
        Assert.DoesNotMatch(@"https?://(?!www\.w3\.org/(2000/svg|1999/xlink|1998/Math/MathML)"")", Page);
        Assert.DoesNotContain(Document.Descendants(), e => e.Name.LocalName is "script" or "iframe" or "img" or "object");
        Assert.All(Regex.Matches(Page, @"url\(([^)]*)\)").Select(m => m.Groups[1].Value.Trim('"')), url => Assert.True(url.StartsWith("data:", StringComparison.Ordinal) || url[0] == '#', url[..Math.Min(60, url.Length)]));
        Assert.All(Document.Descendants().Attributes("src"), src => Assert.Fail(src.Value));
    }

    [Fact]
    public void Identifiers_are_unique_and_every_link_leads_somewhere()
    {
        var ids = Document.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());

        var inside = Document.Descendants().Attributes("href").Select(a => a.Value).Where(h => h != "data:,").ToList();
        Assert.All(inside, h => Assert.True(h[0] == '#' ? ids.Contains(h[1..]) : Output.Files.ContainsKey(h), h));
        Assert.All(Regex.Matches(Page, @"url\(#([^)]*)\)").Select(m => m.Groups[1].Value), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Every_formula_is_typeset()
    {
        Assert.Contains(Document.Descendants(), e => e.Name.LocalName == "math");
        Assert.DoesNotContain("$", string.Concat(Document.Root!.Element("body")!.DescendantNodes().OfType<XText>().Select(t => t.Value)), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("temml-error", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        const string Hostile = "<script>alert(1)</script>\"'&{{figures}}$x$*b*\u0002" + "0\u0003]]>";
        var run = new SyntheticRun(2, 1, 1);
        run.Problems[0] = run.Problems[0] with { Kernel = Hostile, Family = Hostile, Design = Hostile };
        var description = NodeContext.Plain with
        {
            Config = Hostile,
            ConfigValues = new Dictionary<string, string> { ["train." + Hostile] = Hostile },
            Tools = new Dictionary<string, string> { [Hostile] = Hostile },
            InputHashes = new Dictionary<string, string> { [Hostile] = Hostile },
        };

        var page = Parse(Encoding.UTF8.GetString(Run(run, new NodeContext(description)).Files["index.html"]));

        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName == "script");
        var visible = Hostile.Replace("\u0002", "", StringComparison.Ordinal).Replace("\u0003", "", StringComparison.Ordinal); // control characters have no place in HTML
        Assert.Contains(page.Descendants("code"), e => e.Value == visible);
        Assert.Contains(page.Descendants("td"), e => e.Value == visible);
    }

    [Fact]
    public void Equal_tables_give_equal_bytes()
    {
        var again = Run(new SyntheticRun(4, 6, 3));

        Assert.Equal(Output.Files.Keys, again.Files.Keys);
        Assert.All(Output.Files, file => Assert.True(file.Value.AsSpan().SequenceEqual(again.Files[file.Key]), file.Key));
        Assert.Equal(Output.Tables["claims"].Rows.Cast<ClaimRow>(), again.Tables["claims"].Rows.Cast<ClaimRow>());
    }

    [Fact]
    public void The_table_of_claims_is_the_table_on_the_page()
    {
        var rows = Output.Tables["claims"].Rows.Cast<ClaimRow>().ToList();
        var cells = Document.Descendants("table").First(t => ((string?)t.Attribute("class"))!.Contains("verdicts", StringComparison.Ordinal))
            .Element("tbody")!.Elements("tr").Select(r => r.Elements("td").Select(c => c.Value).ToList()).ToList();

        Assert.Equal(rows.Select(r => (r.Claim, $"{r.Trials}", $"{r.Confirmed}", r.Verdict)), cells.Select(c => (c[0], c[2], c[3], c[5])));
    }

    private static StageOutput Run(SyntheticRun run, NodeContext? context = null) => new ReportStage().Run(run.Inputs, new ReportOptions(), context ?? new NodeContext());

    /// <summary>The page is written as HTML that is XML too, so that a strict parser can judge its escaping.</summary>
    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
