namespace Landscape.Faults.Tests;

/// <summary>A file system over a folder of a clone, until disposed; what was in the folder is out of sight until then.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string folder;

    private Mount(string folder) => this.folder = folder;

    /// <summary>A file system in memory with room for so many bytes, empty or with what the folder has.</summary>
    public static Mount Small(string folder, long bytes, bool withContent)
    {
        Directory.CreateDirectory(folder);
        var copy = folder + ".copy";
        if (withContent)
        {
            Do("cp", "-a", folder, copy);
        }

        Do("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder);
        if (withContent)
        {
            Do("cp", "-a", copy + "/.", folder);
            Directory.Delete(copy, recursive: true);
        }

        return new(folder);
    }

    /// <summary>The same folder, read-only for everyone, root too.</summary>
    public static Mount ReadOnly(string folder)
    {
        Do("mount", "--bind", folder, folder);
        Do("mount", "-o", "remount,ro,bind", folder);
        return new(folder);
    }

    /// <summary>Gives a small file system more room.</summary>
    public void Resize(long bytes) => Do("mount", "-o", $"remount,size={bytes}", folder);

    public void Dispose() => Do("umount", "--lazy", folder);

    private static void Do(string command, params string[] arguments) =>
        Assert.True(Machine.Succeeds(command, arguments), $"{command} {string.Join(' ', arguments)} failed");
}
