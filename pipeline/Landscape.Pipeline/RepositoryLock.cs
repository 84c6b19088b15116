using System.Diagnostics;
using System.Globalization;

namespace Landscape.Pipeline;

/// <summary>
/// One run at a time in a clone. The operating system holds the lock and releases it when the process ends, however it ends;
/// a second run waits and says for whom. Its holder knows too that nothing is left of earlier runs: it waited for their <see cref="TreeLock"/>.
/// </summary>
public sealed class RepositoryLock : IDisposable
{
    // EWOULDBLOCK of Linux and of macOS; sharing and lock violation of Windows.
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    /// <summary>What ends by itself does so in less.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FileStream file;

    private RepositoryLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, waiting for its holder if there is one, and for what a run that was killed has left behind.</summary>
    /// <param name="repository">The clone.</param>
    /// <param name="say">Gets a line before each wait.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="IOException">The lock's file cannot be written.</exception>
    public static RepositoryLock Acquire(Repository repository, Action<string> say, CancellationToken cancellation)
    {
        var path = Path.Combine(repository.State, "lock");
        Directory.CreateDirectory(repository.State);
        FileStream? file = null;
        Await(() => (file = TryOpen(path)) is not null, () => say($"waiting for another run in this folder ({Holder(path)}) to end"), cancellation);
        try
        {
            AtomicFile.Write(path + ".holder", $"process {Environment.ProcessId}");
            Await(() => TreeLock.IsFree(repository), () => say("waiting for the last processes of a run that was killed to end"), cancellation, () => TreeLock.EndHolders(repository));
            return new(file!);
        }
        catch
        {
            file!.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether a live process holds the lock, found without taking it: a shared lock, released at once, is refused while the exclusive one is held.
    /// </summary>
    /// <param name="repository">The clone; it may be read-only.</param>
    /// <param name="process">The holder's id; 0 if it is not known.</param>
    public static bool IsHeld(Repository repository, out int process)
    {
        var path = Path.Combine(repository.State, "lock");
        process = 0;
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            var holder = File.Exists(path + ".holder") ? File.ReadAllText(path + ".holder") : "";
            _ = int.TryParse(holder.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out process);
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>Opens a file for this process alone; null if another one has it.</summary>
    /// <exception cref="IOException">It cannot be opened for another reason: no space, a read-only file system.</exception>
    internal static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
    }

    private static string Holder(string path) => File.Exists(path + ".holder") ? File.ReadAllText(path + ".holder") : "another process";

    private static void Await(Func<bool> reached, Action tell, CancellationToken cancellation, Action? hasten = null)
    {
        var clock = Stopwatch.StartNew();
        for (var told = false; !reached(); told = true)
        {
            if (!told)
            {
                tell();
            }

            if (clock.Elapsed > Patience)
            {
                hasten?.Invoke();
            }

            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
