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

        Assert.Equal(26, names.Count); // the figures of FigureList
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
        // Scripts are named here and driven in BrowserTests; the policy forbids the browser every request, theirs too.
        var page = WithoutScripts(Page);
        Assert.DoesNotMatch(@"https?://(?!www\.w3\.org/(2000/svg|1999/xlink|1998/Math/MathML)"")", page);
        Assert.DoesNotContain(Document.Descendants(), e => e.Name.LocalName is "iframe" or "img" or "object" or "base");
        Assert.Equal(["application/json", "text/plain"], Document.Descendants("script").Attributes("type").Select(a => a.Value).Distinct().Order());
        Assert.StartsWith("default-src 'none'", (string?)Document.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content"), StringComparison.Ordinal);
        Assert.All(Regex.Matches(page, @"url\(([^)]*)\)").Select(m => m.Groups[1].Value.Trim('"')), url => Assert.True(url.StartsWith("data:", StringComparison.Ordinal) || url[0] == '#', url[..Math.Min(60, url.Length)]));
        Assert.All(Document.Descendants().Attributes("src"), src => Assert.Fail(src.Value));
    }

    [Fact]
    public void Identifiers_are_unique_and_every_link_leads_somewhere()
    {
        var ids = Document.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());

        var inside = Document.Descendants().Attributes("href").Select(a => a.Value).Where(h => h != "data:,").ToList();
        Assert.All(inside.Where(h => !IsPoint(h)), h => Assert.True(h[0] == '#' ? ids.Contains(h[1..]) : Output.Files.ContainsKey(h), h));
        Assert.All(inside.Where(IsPoint), h => Assert.Matches("^#point-[0-9]+$", h)); // the table of critical points answers these
        Assert.All(Regex.Matches(WithoutScripts(Page), @"url\(#([^)]*)\)").Select(m => m.Groups[1].Value), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Every_claim_has_a_section_with_theory_counts_and_pictures_and_every_verdict_leads_there()
    {
        var claims = Output.Tables["claims"].Rows.Cast<ClaimRow>().Select(r => r.Claim).Distinct().ToList();
        Assert.Equal(claims, ClaimGuide.All.Select(g => g.Claim));
        foreach (var guide in ClaimGuide.All)
        {
            var section = Assert.Single(Document.Descendants("section"), s => (string?)s.Attribute("id") == guide.Anchor);
            Assert.Contains(section.Elements("p"), p => (string?)p.Attribute("class") == "theory");
            Assert.Equal(Output.Tables["claims"].Rows.Cast<ClaimRow>().Count(r => r.Claim == guide.Claim), section.Descendants("dd").Count(d => (string?)d.Attribute("class") == "result"));
            Assert.Contains(Document.Descendants("table").First().Descendants("a"), a => (string?)a.Attribute("href") == "#" + guide.Anchor);
        }
    }

    [Fact]
    public void Methods_name_the_values_of_the_configuration_and_leave_out_what_it_does_not_have()
    {
        var config = new Dictionary<string, string> { ["detect.paths"] = "7", ["enumerate.slope_limit"] = "20", ["enumerate.box_limit"] = "200000", ["enumerate.ridge"] = "0.01" };
        var text = MethodSections.Of(config, new Html());

        Assert.Contains(">2\u00a0×\u00a010⁵<", text, StringComparison.Ordinal);
        Assert.Contains(">20<", text, StringComparison.Ordinal);
        Assert.DoesNotContain(">7<", text, StringComparison.Ordinal); // its sentence names other keys too, which are missing
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_the_configuration_stand_where_their_sentence_names_them()
    {
        var config = new Dictionary<string, string>
        {
            ["compose.scalar_costs[0]"] = "log-cosh",
            ["compose.scalar_costs[1]"] = "pseudo-huber",
            ["compose.layers[0]"] = "2",
            ["compose.layers[1]"] = "5",
            ["compose.hidden[0]"] = "1",
            ["classify.split_gammas[0]"] = "-0.5",
            ["classify.points_per_landscape"] = "200",
            ["classify.extensions_per_point"] = "3",
            ["classify.family_displacements[0]"] = "1",
            ["classify.family_displacements[1]"] = "4",
        };

        var text = Regex.Replace(MethodSections.Of(config, new Html()), "<[^>]*>", "");

        Assert.Contains("Costs of a number: log-cosh and pseudo-huber, each with 2 and 5 layers and the hidden width 1.", text, StringComparison.Ordinal);
        Assert.Contains("−0.5, and extended by dead neurons, at most 3 each; flat families are walked to the displacements 1 and 4.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", """{"count":0,"columns":{}}""")]
    [InlineData("""[{"x":1,"k":"a"},{"x":2,"k":"a"},{"x":null,"k":"b"},{"x":4,"k":"a"},{"x":5,"k":"a"},{"x":6,"k":"b"}]""", """{"count":6,"columns":{"x":[1,2,null,4,5,6],"k":{"values":["a","b"],"index":[0,0,1,0,0,1]}}}""")]
    public void Rows_become_columns_and_repeated_values_an_index(string rows, string columns) =>
        Assert.Equal(columns, Columns.Of(System.Text.Json.Nodes.JsonNode.Parse(rows)!.AsArray()).ToJsonString());

    [Fact]
    public void The_claims_are_in_the_files_for_other_papers()
    {
        var rows = Output.Tables["claims"].Rows.Cast<ClaimRow>().ToList();
        var csv = Encoding.UTF8.GetString(Output.Files["claims.csv"]).Split("\r\n");
        var latex = Encoding.UTF8.GetString(Output.Files["claims.tex"]);

        Assert.Equal(rows.Count + 2, csv.Length); // a head, and nothing after the last line's end
        Assert.All(rows.Zip(csv.Skip(1)), pair => Assert.StartsWith(pair.First.Claim + ",", pair.Second, StringComparison.Ordinal));
        Assert.All(rows.Zip(csv.Skip(1)), pair => Assert.Contains($",{pair.First.Trials},{pair.First.Confirmed},", pair.Second, StringComparison.Ordinal));
        var body = latex[latex.IndexOf(@"\endfoot", StringComparison.Ordinal)..];
        var lines = Regex.Replace(body, @"\$[^$]*\$", "").Split('\n').Where(line => line.EndsWith(@"\\", StringComparison.Ordinal) || line.EndsWith(@"\\*[1pt]", StringComparison.Ordinal)).ToList();
        Assert.Equal(2 * rows.Count, lines.Count); // the numbers, then the formula across the other columns
        Assert.All(lines, (line, i) => Assert.Equal(i % 2 == 0 ? 5 : 1, Regex.Count(line, @"(?<!\\)&")));
        Assert.Equal(0, Regex.Replace(latex, @"\\[{}]", "").Sum(c => c == '{' ? 1 : c == '}' ? -1 : 0));
        Assert.DoesNotMatch("[^\u0000-\u00ff]", latex); // what pdflatex reads without further packages
    }

    [Fact]
    public void Every_formula_is_typeset()
    {
        Assert.Contains(Document.Descendants(), e => e.Name.LocalName == "math");
        Assert.DoesNotContain("$", string.Concat(Document.Root!.Element("body")!.DescendantNodes().OfType<XText>().Select(t => t.Value)), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", WithoutScripts(Page), StringComparison.Ordinal);
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

        var text = Encoding.UTF8.GetString(Run(run, new NodeContext(description)).Files["index.html"]);
        var page = Parse(text);

        Assert.DoesNotContain("<script>alert", text, StringComparison.OrdinalIgnoreCase); // neither as markup nor inside the data of a script
        Assert.Equal(Document.Descendants("script").Count(), page.Descendants("script").Count());
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

    private static bool IsPoint(string href) => href.StartsWith("#point-", StringComparison.Ordinal);

    /// <summary>The page with empty script elements: what they hold is not markup.</summary>
    private static string WithoutScripts(string page) => Regex.Replace(page, @"(<script[^>]*>).*?</script>", "$1</script>", RegexOptions.Singleline);

    /// <summary>The page is written as HTML that is XML too but for its scripts, so that a strict parser can judge its escaping.</summary>
    private static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(WithoutScripts(page)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
