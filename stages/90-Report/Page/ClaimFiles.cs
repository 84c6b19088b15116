using System.Globalization;
using System.Text;

namespace Landscape.Stages.Report;

/// <summary>The table of claims for other papers: comma-separated values (RFC 4180), and LaTeX with booktabs over pages (longtable).</summary>
internal static class ClaimFiles
{
    private static readonly (char Special, string Latex)[] Specials =
    [
        ('&', @"\&"), ('%', @"\%"), ('#', @"\#"), ('_', @"\_"), ('{', @"\{"), ('}', @"\}"), ('~', @"\textasciitilde{}"), ('^', @"\textasciicircum{}"),
        ('\u00a0', "~"), ('\u202f', @"\,"), ('−', "$-$"), ('–', "--"), ('′', "$'$"),
    ];

    /// <summary>One row a count, numbers as they are in the Parquet table.</summary>
    public static byte[] Csv(IReadOnlyList<ClaimCount> counts)
    {
        var text = new StringBuilder("claim,statement,formula,trials,confirmed,lower,upper,verdict\r\n");
        foreach (var c in counts)
        {
            string[] cells = [c.Claim, c.Statement, c.Formula, Plain(c.Trials), Plain(c.Confirmed), Text.Json(c.Interval.Lower), Text.Json(c.Interval.Upper), c.Verdict];
            text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A longtable; needs the packages amsmath, amssymb, booktabs and longtable.</summary>
    public static byte[] Latex(IReadOnlyList<ClaimCount> counts, string config)
    {
        var rows = counts.Select(c => $"{c.Claim} & {Prose(c.Statement)} \\newline ${c.Formula}$ & {Count(c.Trials)} & {Count(c.Confirmed)} & {Interval(c)} & {Data(c.Verdict)} \\\\\n");
        var name = "\\texttt{" + Data(config) + "}";
        var text = $$$"""
            % Needs \usepackage{amsmath,amssymb,booktabs,longtable}.
            \begin{longtable}{@{}l p{0.42\textwidth} r r c p{0.16\textwidth}@{}}
            \caption{Claims and verdicts of the run {{{name}}}; intervals are exact (Clopper and Pearson).}\\
            \toprule
            & statement & trials & confirmed & 95\,\% interval & verdict \\
            \midrule
            \endhead
            \bottomrule
            \endfoot
            {{{string.Join("\\addlinespace\n", rows)}}}\end{longtable}

            """;
        return Encoding.UTF8.GetBytes(text);
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Count(long value) => Data(Text.Count(value));

    private static string Interval(ClaimCount c) => c.Trials == 0 ? "--" : $"{Text.Share(c.Interval.Lower)}--{Text.Share(c.Interval.Upper)}";

    /// <summary>The report's own prose: $...$ stays, *...* is emphasis.</summary>
    private static string Prose(string text) => string.Concat(text.Split('$').Select((part, i) => i % 2 == 1
        ? $"${part}$"
        : string.Concat(part.Split('*').Select((word, k) => k % 2 == 1 ? $"\\emph{{{Data(word)}}}" : Data(word)))));

    /// <summary>Text with LaTeX's special characters escaped.</summary>
    private static string Data(string text) => string.Concat(Text.Printable(text).Select(c => c == '\\' ? @"\textbackslash{}" : Specials.FirstOrDefault(s => s.Special == c).Latex ?? c.ToString()));
}
