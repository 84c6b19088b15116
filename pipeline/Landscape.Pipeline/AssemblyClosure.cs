using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Landscape.Pipeline;

/// <summary>
/// The assemblies that a stage's code refers to, directly or not, as far as they stand beside it: its own code, ours and packages.
/// Found in the metadata of the assemblies, so that a project reference that nobody uses does not count.
/// </summary>
public static class AssemblyClosure
{
    /// <summary>The SHA-256 of every assembly of the closure by its simple name.</summary>
    /// <exception cref="PipelineException">The assembly is missing.</exception>
    public static SortedDictionary<string, string> Hashes(string assembly)
    {
        if (!File.Exists(assembly))
        {
            throw new PipelineException($"{assembly} is missing; the build should have made it");
        }

        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var pending = new Queue<string>([assembly]);
        while (pending.TryDequeue(out var path))
        {
            if (hashes.TryAdd(Path.GetFileNameWithoutExtension(path), ContentHash.OfFile(path)))
            {
                Neighbours(path).ToList().ForEach(pending.Enqueue);
            }
        }

        return hashes;
    }

    private static IEnumerable<string> Neighbours(string path)
    {
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        var folder = Path.GetDirectoryName(path)!;
        return
        [
            .. metadata.AssemblyReferences
                .Select(r => Path.Combine(folder, metadata.GetString(metadata.GetAssemblyReference(r).Name) + ".dll"))
                .Where(File.Exists),
        ];
    }
}
