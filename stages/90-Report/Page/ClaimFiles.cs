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
            string[] cells = [c.Claim, c.PlainStatement, c.Formula, Plain(c.Trials), Plain(c.Confirmed), Text.Json(c.Interval.Lower), Text.Json(c.Interval.Upper), c.Verdict];
            text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// A longtable as wide as the text of the standard classes at 10, 11 and 12 pt; needs the packages amsmath, amssymb, array, booktabs and longtable. A formula has a line of its own across the columns,
    /// because beside the numbers it would not fit.
    /// </summary>
    public static byte[] Latex(IReadOnlyList<ClaimCount> counts, string config)
    {
        const string Head = @"& statement & trials & confirmed & 95\,\% interval & verdict \\";
        var name = "\\texttt{" + Data(config) + "}";
        var text = $$$"""
            % Needs \usepackage{amsmath,amssymb,array,booktabs,longtable} and, in a text of two columns, \onecolumn.
            \begingroup
            \footnotesize
            \setlength{\tabcolsep}{3pt}
            \setlength{\LTcapwidth}{\textwidth}
            \begin{longtable}{@{}l >{\raggedright\arraybackslash}p{0.32\textwidth} r r c >{\raggedright\arraybackslash}p{0.16\textwidth}@{}}
            \caption{Claims and verdicts of the run {{{name}}}. The interval of the share of confirmed trials is exact (Clopper and Pearson).}\\
            \toprule
            {{{Head}}}
            \midrule
            \endfirsthead
            \toprule
            {{{Head}}}
            \midrule
            \endhead
            \bottomrule
            \endfoot
            {{{string.Join("\\addlinespace\n", counts.Select(Rows))}}}\end{longtable}
            \endgroup

            """;
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Two rows that no page break parts.</summary>
    private static string Rows(ClaimCount c) =>
        $"{c.Claim} & {Prose(c.Statement)} & {Count(c.Trials)} & {Count(c.Confirmed)} & {Interval(c)} & {Data(c.Verdict)} \\\\*[1pt]\n& \\multicolumn{{5}}{{>{{\\raggedright\\arraybackslash}}p{{0.88\\textwidth}}@{{}}}}{{${c.Formula}$}} \\\\\n";

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
