namespace Landscape.Pipeline;

/// <summary>A file that is seen old or new, never half written.</summary>
public static class AtomicFile
{
    /// <summary>How the names of files end that are not yet in place.</summary>
    public const string Ending = ".tmp";

    /// <summary>Writes beside the file and renames over it; makes the folder if need be.</summary>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Environment.ProcessId}{Ending}";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
