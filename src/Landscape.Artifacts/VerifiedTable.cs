namespace Landscape.Artifacts;

/// <summary>A file is not what was recorded about it; it must not be used.</summary>
public sealed class DamagedArtifactException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The recorded SHA-256.</param>
    /// <param name="found">The SHA-256 of its bytes, or null if there is no such file.</param>
    public DamagedArtifactException(string path, string expected, string? found)
        : base($"{path} is damaged: expected SHA-256 {expected}, found {found ?? "no file"}") =>
        (ArtifactPath, Expected, Found) = (path, expected, found);

    /// <summary>The file.</summary>
    public string ArtifactPath { get; }

    /// <summary>The recorded SHA-256.</summary>
    public string Expected { get; }

    /// <summary>The SHA-256 of its bytes, or null if there is no such file.</summary>
    public string? Found { get; }
}

/// <summary>Files whose bytes are compared with a recorded SHA-256 before anything is read from them.</summary>
public static class VerifiedTable
{
    /// <summary>Compares a file with its recorded hash.</summary>
    /// <exception cref="DamagedArtifactException">It is missing or has other bytes.</exception>
    public static void Verify(string path, string expectedSha256)
    {
        var found = File.Exists(path) ? ContentHash.OfFile(path) : null;
        if (found != expectedSha256)
        {
            throw new DamagedArtifactException(path, expectedSha256, found);
        }
    }

    /// <summary>Verifies a table's file at once, then reads a view of it as <see cref="ParquetTable.Read{TView}(string)"/> does.</summary>
    /// <exception cref="DamagedArtifactException">The file is missing or has other bytes.</exception>
    public static IEnumerable<TView> Read<TView>(string path, string expectedSha256)
        where TView : class
    {
        Verify(path, expectedSha256);
        return ParquetTable.Read<TView>(path);
    }
}
