using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Landscape.Generate.Tests;
using Landscape.Models;
using Landscape.Stages.Generate;
using Landscape.Staging;

namespace Landscape.Faults.Tests.Inputs;

/// <summary>
/// Reads target tables exactly as the stage generate does. As a program it reads one path a line from standard input and answers with one line each, so that a table
/// that brought the process down would be known: it is the one without an answer.
/// </summary>
internal static class TableProbe
{
    /// <summary>The exceptions by which a table is refused; the host turns their messages into one line.</summary>
    public static bool IsRefusal(Exception failure) => failure is InvalidDataException or IOException;

    /// <summary>The target that a table gives.</summary>
    public static Target Read(string path)
    {
        var options = new TableOptions { File = new InputFile(Path.GetFileName(path)) };
        return TargetFamilies.Make(new TargetDraw(0, options, 0), new MemoryContext(Path.GetDirectoryName(path)!));
    }

    /// <summary>One line about a table: accepted with a hash over its bits, refused with the message, or failed.</summary>
    public static string Describe(string path)
    {
        try
        {
            var sample = Read(path).Sample;
            return Wrong(sample) is { } wrong ? $"wrong {wrong}" : $"accepted {HashOf(sample)}";
        }
        catch (Exception failure) when (IsRefusal(failure))
        {
            return $"refused {failure.Message.ReplaceLineEndings(" ")}";
        }
        catch (Exception failure)
        {
            return $"failed {failure.ToString().ReplaceLineEndings(" ")}";
        }
    }

    /// <summary>Answers for every line of standard input.</summary>
    public static int Main()
    {
        while (Console.ReadLine() is { } path)
        {
            Console.WriteLine(Describe(path));
        }

        return 0;
    }

    /// <summary>What no problem may be, whatever its table: see <see cref="Sample"/> and docs/targets.md.</summary>
    private static string? Wrong(Sample sample)
    {
        var total = sample.Weights.Sum();
        return !sample.Weights.All(w => w >= 0) || Math.Abs(total - 1) > 1e-12 * sample.Count ? $"weights of sum {total.ToString(CultureInfo.InvariantCulture)}"
            : !sample.Targets.All(IsUsable) || !sample.Nodes.Data.All(IsUsable) ? "a value that is not finite or beyond every use"
            : null;
    }

    private static bool IsUsable(double value) => Math.Abs(value) <= 1e50;

    private static string HashOf(Sample sample)
    {
        var numbers = sample.Nodes.Data.Concat(sample.Weights).Concat(sample.Targets).SelectMany(BitConverter.GetBytes).ToArray();
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.ASCII.GetBytes($"{sample.Count}x{sample.InputDimension} "), .. numbers]));
    }
}
