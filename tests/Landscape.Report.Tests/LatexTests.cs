using System.Diagnostics;
using Landscape.Stages.Report;

namespace Landscape.Report.Tests;

/// <summary>The table of claims in a paper: compiled by pdflatex as a reader would, in the standard class.</summary>
public sealed class LatexTests
{
    [PdfLatexTheory]
    [InlineData("10pt")]
    [InlineData("11pt")]
    [InlineData("12pt")]
    public void The_table_of_claims_compiles_and_no_line_is_wider_than_the_text(string size)
    {
        var counts = ClaimCounts.Judge(new SyntheticRun(2, 2, 1).Findings, new ReportOptions()).Select(c => c with { Trials = 1_234_567, Confirmed = 1_234_566 });
        var folder = Directory.CreateTempSubdirectory("landscape-latex-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "claims.tex"), ClaimFiles.Latex([.. counts], "a_name"));
            File.WriteAllText(Path.Combine(folder.FullName, "paper.tex"), $$"""
                \documentclass[{{size}}]{article}
                \usepackage{amsmath,amssymb,array,booktabs,longtable}
                \begin{document}
                \input{claims.tex}
                \end{document}
                """);

            _ = Compile(folder.FullName); // longtable knows its widths from the second run on
            Assert.DoesNotMatch(@"(?m)^!|Overfull|Missing character|Undefined control sequence|multiply defined", Compile(folder.FullName));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "paper.pdf")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What pdflatex says.</summary>
    private static string Compile(string folder)
    {
        var start = new ProcessStartInfo("pdflatex", ["-interaction=nonstopmode", "-no-shell-escape", "paper.tex"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        using var latex = Process.Start(start)!;
        var said = latex.StandardOutput.ReadToEnd();
        latex.WaitForExit();
        Assert.True(latex.ExitCode == 0, said);
        return said;
    }
}
