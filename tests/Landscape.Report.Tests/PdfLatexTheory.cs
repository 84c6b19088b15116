namespace Landscape.Report.Tests;

/// <summary>A theory that needs pdflatex: skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PdfLatexTheoryAttribute : TheoryAttribute
{
    public PdfLatexTheoryAttribute()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "pdflatex"))))
        {
            Skip = "pdflatex is not on the path (Debian: apt-get install texlive-latex-recommended)";
        }
    }
}
