using System.Security.Cryptography;
using Landscape.Artifacts;

namespace Landscape.Staging.Configuration;

/// <summary>The files that a configuration names: inside the repository, present, and known by their SHA-256.</summary>
internal sealed class InputFiles(string repository)
{
    private readonly SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);

    /// <summary>SHA-256 (lower-case hexadecimal) by path as written.</summary>
    public IReadOnlyDictionary<string, string> Hashes => hashes;

    /// <summary>What is wrong with a path; null, and its hash recorded, if nothing.</summary>
    public string? Check(string path)
    {
        if (PathProblem(path) is { } problem)
        {
            return problem;
        }

        var full = FullPath(repository, path);
        if (!File.Exists(full))
        {
            return Directory.Exists(full) ? $"'{path}' is a folder; expected a file" : $"no file '{path}' in the repository{Nearest(full)}";
        }

        try
        {
            hashes[path] = HashOf(full);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"cannot read '{path}': {failure.Message}";
        }
    }

    /// <summary>Where a path of a configuration lies.</summary>
    public static string FullPath(string repository, string path) => Path.GetFullPath(path, Path.GetFullPath(repository));

    /// <summary>SHA-256 of a file, lower-case hexadecimal.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string HashOf(string fullPath)
    {
        using var stream = File.OpenRead(fullPath);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private string? PathProblem(string path)
    {
        if (path.Any(char.IsControl))
        {
            return "a path without control characters expected";
        }

        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return $"'{path}' has backslashes; write forward slashes, which work everywhere";
        }

        var inside = Path.GetFullPath(repository).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return Path.IsPathRooted(path) || !FullPath(repository, path).StartsWith(inside, StringComparison.Ordinal)
            ? $"'{path}' is outside the repository; expected a path relative to it"
            : null;
    }

    private static string Nearest(string full)
    {
        var folder = Path.GetDirectoryName(full)!;
        var names = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!) : [];
        return NearestName.Of(Path.GetFileName(full), names) is { } name ? $"; did you mean '{name}' there?" : "";
    }
}
