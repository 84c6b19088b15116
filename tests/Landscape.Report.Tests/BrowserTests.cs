using System.Diagnostics;
using System.Text.Json;
using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>The page in a browser: drawn, used and judged once by <c>browser/check.mjs</c>; a test a judgement. LANDSCAPE_SCREENSHOTS=folder keeps pictures at three widths, light and dark.</summary>
public sealed class BrowserTests(BrowserTests.Visit visit) : IClassFixture<BrowserTests.Visit>
{
    [ChromiumFact]
    public void The_console_stays_silent() => Passed("console");

    [ChromiumFact]
    public void Nothing_is_requested_but_the_file() => Passed("requests");

    [ChromiumFact]
    public void Every_figure_is_drawn_when_it_comes_into_view() => Passed("figures");

    [ChromiumFact]
    public void A_mark_tells_its_data() => Passed("tooltip");

    [ChromiumFact]
    public void Panels_zoom_by_keys_buttons_and_wheel() => Passed("zoom");

    [ChromiumFact]
    public void A_legend_entry_singles_out_its_marks() => Passed("legend");

    [ChromiumFact]
    public void The_table_of_points_filters() => Passed("filter");

    [ChromiumFact]
    public void The_table_of_points_sorts_both_ways_and_turns_pages() => Passed("sort");

    [ChromiumFact]
    public void A_point_has_an_address_and_shows_all_about_itself() => Passed("point");

    [ChromiumFact]
    public void A_verdict_leads_to_the_cases_that_were_not_confirmed() => Passed("cases");

    [ChromiumFact]
    public void The_theme_can_be_switched() => Passed("theme");

    [ChromiumFact]
    public void The_keyboard_reaches_everything_and_every_stop_is_seen() => Passed("keyboard");

    [ChromiumFact]
    public void On_paper_the_pictures_stand() => Passed("print");

    [ChromiumFact]
    public void Without_script_the_pictures_stand() => Passed("noscript");

    [ChromiumFact]
    public void The_page_fits_a_phone_a_tablet_and_a_desk() => Passed("widths");

    [ChromiumFact]
    public void No_rule_of_axe_is_violated_in_light_and_dark() => Passed("accessibility");

    [ChromiumFact]
    public void The_markup_keeps_to_the_standard() => Passed("standard");

    private void Passed(string check)
    {
        Assert.True(visit.Findings.TryGetValue(check, out var problems), $"the check '{check}' was not made: {visit.Errors}");
        Assert.True(problems!.Count == 0, string.Join("\n", problems));
    }

    /// <summary>One visit to a synthetic report.</summary>
    public sealed class Visit : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("landscape-report-");

        public Visit()
        {
            if (ChromiumFactAttribute.Browser is not { } browser)
            {
                return;
            }

            var page = Path.Combine(folder.FullName, "index.html");
            File.WriteAllBytes(page, new ReportStage().Run(new SyntheticRun(4, 6, 3).Inputs, new ReportOptions(), new NodeContext()).Files["index.html"]);
            var script = Path.Combine(NodeContext.Repository, "tests", "Landscape.Report.Tests", "browser", "check.mjs");
            string[] pictures = Environment.GetEnvironmentVariable("LANDSCAPE_SCREENSHOTS") is { Length: > 0 } kept ? [kept] : [];
            using var node = Process.Start(new ProcessStartInfo("node", [script, page, browser, .. pictures]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = node.StandardError.ReadToEndAsync();
            var reply = node.StandardOutput.ReadToEnd();
            node.WaitForExit();
            Errors = errors.Result;
            Findings = reply.Length > 0 ? JsonSerializer.Deserialize<Dictionary<string, List<string>>>(reply)! : [];
        }

        /// <summary>What is wrong, by check.</summary>
        public IReadOnlyDictionary<string, List<string>> Findings { get; } = new Dictionary<string, List<string>>();

        /// <summary>What the script said on its way, if it failed.</summary>
        public string Errors { get; } = "";

        public void Dispose() => folder.Delete(recursive: true);
    }
}
