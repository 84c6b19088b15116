namespace Landscape.Artifacts;

/// <summary>Writes files so that no reader ever sees half of one: under a temporary name in the same folder, then moved into place.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file by calling <paramref name="write"/> with a temporary path; nothing is left behind when that fails.</summary>
    /// <param name="path">Where the file will stand; an existing file is replaced.</param>
    /// <param name="write">Creates the file at the path that it is given.</param>
    public static void Write(string path, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = path + ".partial";
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
