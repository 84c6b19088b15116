namespace Landscape.Pipeline;

/// <summary>
/// One run at a time in a clone. The operating system holds the lock and releases it when the process ends, however it ends;
/// a second run waits and says for whom.
/// </summary>
public sealed class RepositoryLock : IDisposable
{
    private readonly FileStream file;

    private RepositoryLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, waiting for its holder if there is one.</summary>
    /// <param name="repository">The clone.</param>
    /// <param name="say">Gets one line if the lock is held.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public static RepositoryLock Acquire(Repository repository, Action<string> say, CancellationToken cancellation)
    {
        var path = Path.Combine(repository.State, "lock");
        Directory.CreateDirectory(repository.State);
        var said = false;
        while (true)
        {
            if (TryOpen(path) is { } file)
            {
                AtomicFile.Write(path + ".holder", $"process {Environment.ProcessId}");
                return new(file);
            }

            if (!said)
            {
                var holder = File.Exists(path + ".holder") ? File.ReadAllText(path + ".holder") : "another process";
                say($"waiting for another run in this folder ({holder}) to end");
                said = true;
            }

            cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(100));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
