using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Landscape.Staging.Hosting;

/// <summary>
/// The assemblies that a fingerprint names, read once: the bytes that were hashed are the bytes that run. A checkout that is built again while a run waits
/// in a queue, or while it loads what it needs, never computes under the fingerprint of the old code.
/// </summary>
internal sealed class VerifiedAssemblies
{
    private readonly Dictionary<string, byte[]> images;

    private VerifiedAssemblies(Dictionary<string, byte[]> images) => this.images = images;

    /// <summary>Reads and compares.</summary>
    /// <param name="folder">The stage's folder.</param>
    /// <param name="sha256">Hash by the assembly's name.</param>
    /// <exception cref="UsageException">One is missing or has other bytes, or this process runs another build of it.</exception>
    public static VerifiedAssemblies Read(string folder, IReadOnlyDictionary<string, string> sha256) =>
        new(sha256.Select(assembly => (Name: assembly.Key, Image: ReadOne(Path.Combine(folder, assembly.Key + ".dll"), assembly.Value)))
            .Where(assembly => !IsOurs(assembly.Name))
            .ToDictionary(assembly => assembly.Name, assembly => assembly.Image, StringComparer.Ordinal));

    /// <summary>The image of an assembly, or null if the fingerprint does not name it or this process brings it along.</summary>
    public Stream? Open(string name) => images.TryGetValue(name, out var image) ? new MemoryStream(image, writable: false) : null;

    /// <summary>The identity that the compiler gave an assembly; empty for what is none.</summary>
    public static Guid BuildOf(PEReader file)
    {
        if (!file.HasMetadata)
        {
            return Guid.Empty;
        }

        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static byte[] ReadOne(string path, string expected)
    {
        var image = File.Exists(path) ? File.ReadAllBytes(path) : throw Stale(path, "is not there any more");
        if (Convert.ToHexStringLower(SHA256.HashData(image)) != expected)
        {
            throw Stale(path, "was built again");
        }

        var name = Path.GetFileNameWithoutExtension(path);
        return IsOurs(name) && OwnBuildOf(name) != BuildOf(image)
            ? throw Stale(Path.Combine(AppContext.BaseDirectory, name + ".dll"), "was built again")
            : image;
    }

    private static bool IsOurs(string name) => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    // Of the assembly as it is loaded in this process, whatever stands on the disk by now.
    private static Guid OwnBuildOf(string name) => Assembly.Load(new AssemblyName(name)).ManifestModule.ModuleVersionId;

    private static Guid BuildOf(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image, writable: false));
        return BuildOf(file);
    }

    private static UsageException Stale(string path, string what) => new($"{path} {what} since the run was planned; plan again");
}
