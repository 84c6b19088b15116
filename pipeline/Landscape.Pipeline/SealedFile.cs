namespace Landscape.Pipeline;

/// <summary>
/// A small file of bookkeeping whose first line is the SHA-256 of the rest: cut off, edited or flipped in a bit, it counts as not there. What is decided from such
/// a file is decided anew without it.
/// </summary>
public static class SealedFile
{
    /// <summary>Writes the text under its seal, whole or not at all.</summary>
    public static void Write(string path, string text) => AtomicFile.Write(path, $"{ContentHash.OfText(text)}\n{text}");

    /// <summary>The text; null if the file is missing or its seal is broken.</summary>
    public static string? Read(string path) =>
        File.Exists(path) && File.ReadAllText(path).Split('\n', 2) is [var seal, var text] && seal == ContentHash.OfText(text) ? text : null;
}
