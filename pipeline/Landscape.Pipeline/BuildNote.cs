using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Landscape.Pipeline;

/// <summary>
/// A note that stands while a build is under way, with the process that builds. A build that was killed leaves half-written files that are newer than their
/// sources, which MSBuild believes; and if Cake alone was killed, it still goes on. Whoever finds the note ends that process and deletes what it made.
/// Only for the holder of the <see cref="RepositoryLock"/>.
/// </summary>
public sealed class BuildNote(Repository repository)
{
    private const int OrdinaryFailure = 1; // errors in the sources: every file that was written is whole

    private static readonly string[] Outputs = ["bin", "obj"];
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(2); // the start of a process is reckoned from the boot, a little differently each time

    private string File => Path.Combine(repository.State, "building");

    /// <summary>Leaves the note. Of a build that has ended meanwhile there is nobody to name, but what it left may still be half written.</summary>
    public void Write(Process build) => AtomicFile.Write(File, Identity(build));

    /// <summary>Takes the note away if the build came to an end by itself.</summary>
    public void Ended(int exitCode)
    {
        if (exitCode is 0 or OrdinaryFailure)
        {
            System.IO.File.Delete(File);
        }
    }

    /// <summary>Ends what is left of an earlier build, and deletes the outputs that it may have left half written.</summary>
    /// <param name="projects">The folders of the projects that are built next.</param>
    /// <param name="say">Gets a line if there was such a build.</param>
    public void ClearUp(IEnumerable<string> projects, Action<string> say)
    {
        if (!System.IO.File.Exists(File))
        {
            return;
        }

        say("the last build was stopped or killed: its outputs are deleted and built again");
        Stop(System.IO.File.ReadAllText(File));
        projects.SelectMany(_ => Outputs, (p, f) => Path.Combine(p, f, "Release")).ToList().ForEach(Store.Delete);
    }

    private static string Identity(Process build)
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $"{build.Id} {build.StartTime.ToUniversalTime():O}");
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return "ended";
        }
    }

    /// <summary>Number and start of the process have to agree: numbers are used again.</summary>
    private static void Stop(string note)
    {
        try
        {
            var (id, started) = (int.Parse(note.Split(' ')[0], CultureInfo.InvariantCulture), DateTime.Parse(note.Split(' ')[1], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
            using var build = Process.GetProcessById(id);
            if ((build.StartTime.ToUniversalTime() - started).Duration() < ClockError)
            {
                build.Kill(entireProcessTree: true);
                build.WaitForExit();
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or FormatException or IndexOutOfRangeException)
        {
            // Gone already.
        }
    }
}
