using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Landscape.Pipeline;

/// <summary>
/// Tells whether any process that runs have started is alive. Everything that is started while it is held inherits an open file with a lock of the operating
/// system on it, and so does whatever that starts in turn, down to the last script. The lock is gone when the last of them is, however each of them ended:
/// whoever finds the file free knows that none is left that could still write. Without inheritance (Windows) nothing is held.
/// </summary>
public sealed partial class TreeLock : IDisposable
{
    private const int ReadWrite = 2; // O_RDWR; without O_CLOEXEC, which is the point
    private const int SharedNow = 1 | 4; // LOCK_SH | LOCK_NB
    private readonly int file;

    private TreeLock(int file) => this.file = file;

    /// <summary>Lets the processes that are started from now on inherit the lock, until disposed.</summary>
    /// <exception cref="IOException">The file cannot be opened or locked.</exception>
    public static TreeLock Hold(Repository repository)
    {
        if (OperatingSystem.IsWindows())
        {
            return new(-1);
        }

        File.Open(PathIn(repository), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        var file = Open(PathIn(repository), ReadWrite);
        return file >= 0 && Lock(file, SharedNow) == 0
            ? new(file)
            : throw new IOException($"{PathIn(repository)}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Whether all processes that held it are gone.</summary>
    public static bool IsFree(Repository repository)
    {
        using var file = RepositoryLock.TryOpen(PathIn(repository));
        return file is not null;
    }

    /// <summary>
    /// Ends the processes that have the lock and nobody to end them: workers of MSBuild whose MSBuild was killed while it spoke to them stay for minutes otherwise.
    /// They are those, this one apart, that have the file open. Only for the holder of the <see cref="RepositoryLock"/> with no run of its own under way; Linux only.
    /// </summary>
    public static void EndHolders(Repository repository)
    {
        foreach (var holder in OperatingSystem.IsLinux() ? Process.GetProcesses().Where(p => p.Id != Environment.ProcessId && HasOpen(p.Id, PathIn(repository))) : [])
        {
            try
            {
                holder.Kill();
            }
            catch (Exception e) when (e is InvalidOperationException or Win32Exception)
            {
                // Gone already, or another user's.
            }
        }
    }

    private static bool HasOpen(int process, string path)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Any(f => File.ResolveLinkTarget(f, returnFinalTarget: false)?.FullName == path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // gone already, or another user's
        }
    }

    /// <summary>Ends the inheritance; those who have the lock keep it.</summary>
    public void Dispose()
    {
        if (file >= 0)
        {
            _ = Close(file);
        }
    }

    private static string PathIn(Repository repository) => Path.Combine(repository.State, "lock.tree");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Lock(int file, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int file);
}
