using System.Diagnostics;
using System.Globalization;

namespace Landscape.Staging.Hosting;

/// <summary>
/// A folder of a result in the making: <c>.partial-&lt;node&gt;~&lt;process&gt;~&lt;number&gt;~&lt;label&gt;</c>. Whoever makes it removes it; if its process dies first, the name tells the
/// next one that it is dead.
/// </summary>
internal sealed class PartialFolder : IDisposable
{
    private const string Prefix = ".partial-";
    private const char Separator = '~';

    /// <summary>A folder of another node's process counts as dead when nothing was written to it for so long: it is there for the seconds that a shard takes to be written.</summary>
    private static readonly TimeSpan OtherNodesAge = TimeSpan.FromDays(1);

    private static int made;

    private PartialFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder that no one else uses.</summary>
    public static PartialFolder In(string parent, string label)
    {
        var number = Interlocked.Increment(ref made); // two threads of a process may write the same shard
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{Environment.MachineName}{Separator}{Environment.ProcessId}{Separator}{number}{Separator}{label}");
        var path = System.IO.Path.Combine(parent, name);
        Remove(path); // of a dead process that had our number
        Directory.CreateDirectory(path);
        return new PartialFolder(path);
    }

    /// <summary>Removes the folders whose process is dead.</summary>
    public static void Sweep(string parent, DateTimeOffset now)
    {
        if (Directory.Exists(parent))
        {
            Directory.EnumerateDirectories(parent, Prefix + "*").Where(path => IsDead(path, now)).ToList().ForEach(Remove);
        }
    }

    /// <summary>Removes the folder, unless it was moved into place.</summary>
    public void Dispose() => Remove(Path);

    private static bool IsDead(string path, DateTimeOffset now)
    {
        var parts = System.IO.Path.GetFileName(path)[Prefix.Length..].Split(Separator);
        return parts[0] == Environment.MachineName && parts.Length == 4 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? !IsAlive(process)
            : now - Directory.GetLastWriteTimeUtc(path) > OtherNodesAge;
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // moved into place, or another process swept it first
        }
    }
}
