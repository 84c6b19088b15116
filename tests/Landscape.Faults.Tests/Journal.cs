using System.Text.Json;

namespace Landscape.Faults.Tests;

/// <summary>A fault that was tried.</summary>
/// <param name="Kind">Its kind: a row of the table that Torture prints.</param>
/// <param name="What">This one.</param>
/// <param name="Noticed">Whether it had an effect and a message or state named it; a kill that came after the end is tried and not noticed.</param>
/// <param name="Wrong">Whether something wrong was read as good, or the bytes after it are not those of an undisturbed run.</param>
/// <param name="Seconds">How long the fault and what was looked at after it took.</param>
/// <param name="Outlived">Seconds that the last process outlived its run, where that was watched.</param>
internal sealed record Fault(string Kind, string What, bool Noticed, bool Wrong, double Seconds, double? Outlived = null);

/// <summary>Every fault that was tried, a line of JSON each, in the file that <c>LANDSCAPE_TORTURE_JOURNAL</c> names; Torture counts them.</summary>
internal static class Journal
{
    private static readonly string? Path = Environment.GetEnvironmentVariable("LANDSCAPE_TORTURE_JOURNAL");
    private static readonly Lock Gate = new();

    /// <summary>Of all faults of a series, none left a process for longer than is promised.</summary>
    public static void AssertNoOrphan(IReadOnlyCollection<Fault> faults) =>
        Assert.DoesNotContain(faults, f => f.Outlived > Size.ToEnd.TotalSeconds);

    /// <summary>Writes a fault down; one with a wrong result fails the test too.</summary>
    public static void Write(Fault fault)
    {
        if (Path is not null)
        {
            lock (Gate)
            {
                File.AppendAllText(Path, JsonSerializer.Serialize(fault, JsonSerializerOptions.Web) + "\n");
            }
        }

        Assert.False(fault.Wrong, $"{fault.Kind}: {fault.What}: something wrong was taken for good");
    }
}
