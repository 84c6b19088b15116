using System.Globalization;
using System.Text;

namespace Landscape.Stages.Report;

/// <summary>
/// Builds a page out of encoded text and formulas. Two kinds of text never mix: data, which is encoded and nothing else, and the
/// report's own prose, in which $...$ is LaTeX and *...* is emphasis. Formulas are collected and typeset together at the end.
/// </summary>
internal sealed class Html
{
    private const char FormulaStart = '\u0002';
    private const char FormulaEnd = '\u0003';
    private static readonly (string Special, string Entity)[] Entities = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")];
    private readonly List<Formula> formulas = [];

    /// <summary>The formulas so far, in order of first use.</summary>
    public IReadOnlyList<Formula> Formulas => formulas;

    /// <summary>Text with the five special characters escaped and control characters dropped.</summary>
    public static string Encode(string data)
    {
        var text = new StringBuilder(Text.Printable(data));
        foreach (var (special, entity) in Entities)
        {
            text.Replace(special, entity);
        }

        return text.ToString();
    }

    /// <summary>The report's own prose.</summary>
    public string Prose(string text) => string.Concat(text.Split('$').Select((part, i) => i % 2 == 1 ? Inline(part) : Emphasis(part)));

    /// <summary>A formula in a line of text.</summary>
    public string Inline(string latex) => Placeholder(new Formula(latex, false));

    /// <summary>A formula on a line of its own.</summary>
    public string Display(string latex) => Placeholder(new Formula(latex, true));

    /// <summary>A table; cells are finished HTML. On a phone each row becomes a card with the column's name before each value.</summary>
    public static string Table(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string cssClass = "")
    {
        var head = string.Concat(columns.Select(c => $"<th scope=\"col\">{c}</th>"));
        var body = string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select((cell, i) => $"<td data-label=\"{columns[i]}\">{cell}</td>"))}</tr>\n"));
        return $"<div class=\"scroll\"><table class=\"{cssClass}\"><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>\n";
    }

    /// <summary>The page with every formula in place.</summary>
    /// <param name="page">HTML with placeholders.</param>
    /// <param name="mathml">One element a formula.</param>
    public static string WithFormulas(string page, IReadOnlyList<string> mathml)
    {
        var text = new StringBuilder(page.Length);
        var position = 0;
        for (var start = page.IndexOf(FormulaStart, StringComparison.Ordinal); start >= 0; start = page.IndexOf(FormulaStart, position))
        {
            var end = page.IndexOf(FormulaEnd, start);
            text.Append(page, position, start - position).Append(mathml[int.Parse(page.AsSpan((start + 1)..end), CultureInfo.InvariantCulture)]);
            position = end + 1;
        }

        return text.Append(page, position, page.Length - position).ToString();
    }

    private static string Emphasis(string text) => string.Concat(Encode(text).Split('*').Select((part, i) => i % 2 == 1 ? $"<em>{part}</em>" : part));

    private string Placeholder(Formula formula)
    {
        var index = formulas.IndexOf(formula);
        if (index < 0)
        {
            index = formulas.Count;
            formulas.Add(formula);
        }

        return $"{FormulaStart}{index.ToString(CultureInfo.InvariantCulture)}{FormulaEnd}";
    }
}

/// <summary>A formula to typeset.</summary>
internal sealed record Formula(string Latex, bool Display);
