using System.Formats.Tar;
using System.IO.Compression;

namespace Landscape.Pipeline.Bundling;

/// <summary>
/// Writes a bag as a tar (ustar) whose bytes depend on paths and contents alone: ordinal order, one time, owner and group 0 without names, modes 644 and 755,
/// no entries of folders. The hash that is published is that of the tar; compressed bytes differ between versions of .NET.
/// </summary>
public static class BagTar
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes <c>&lt;folder&gt;/&lt;name&gt;-&lt;hash&gt;.tar</c>, the hash being the first twelve digits of the tar's SHA-256, and the same compressed beside it.</summary>
    /// <returns>The tar's path and SHA-256.</returns>
    public static (string Path, string Sha256) Write(string folder, string name, IReadOnlyDictionary<string, BagFile> files, DateTimeOffset time)
    {
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{name}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = File.Create(temporary))
            {
                Write(stream, name, files, time);
            }

            var hash = ContentHash.OfFile(temporary);
            var path = Path.Combine(folder, $"{name}-{hash[..12]}.tar");
            File.Move(temporary, path, overwrite: true);
            Compress(path, path + ".gz");
            return (path, hash);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes the files below a folder of the given name.</summary>
    public static void Write(Stream stream, string folder, IReadOnlyDictionary<string, BagFile> files, DateTimeOffset time)
    {
        using var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var (path, file) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            using var content = file.Open();
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{folder}/{path}")
            {
                ModificationTime = time,
                Mode = file.IsExecutable ? Executable : Plain,
                DataStream = content,
            });
        }
    }

    private static void Compress(string from, string to)
    {
        using var input = File.OpenRead(from);
        using var output = File.Create(to);
        using var gzip = new GZipStream(output, CompressionLevel.Optimal);
        input.CopyTo(gzip);
    }
}
