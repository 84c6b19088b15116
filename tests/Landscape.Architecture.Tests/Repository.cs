using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace Landscape.Architecture.Tests;

/// <summary>The checkout that the tests look at, and the assemblies that it builds.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> StageProjects { get; } =
        [.. Directory.GetFiles(Path.Combine(Root, "stages"), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Assembly> Stages { get; } =
        [.. StageProjects.Select(p => Load("Landscape.Stages." + Path.GetFileNameWithoutExtension(p)))];

    public static Assembly Load(string name) =>
        AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    /// <summary>The project's own assemblies that an assembly's code refers to.</summary>
    public static string[] OwnReferences(string assembly) =>
        [.. Load(assembly).GetReferencedAssemblies().Select(r => r.Name!).Where(n => n.StartsWith("Landscape.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Full names of the types of <paramref name="target"/> that the code of <paramref name="assembly"/> refers to.</summary>
    public static string[] TypesUsed(string assembly, string target)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(t => t.ResolutionScope.Kind == HandleKind.AssemblyReference
                && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)t.ResolutionScope).Name) == target)
            .Select(t => metadata.GetString(t.Name)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The files of the checkout that people write, relative to the root, without what is built or fetched.</summary>
    public static IEnumerable<string> Sources(params string[] extensions) =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => extensions.Contains(Path.GetExtension(f)))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or ".git" or "artifacts" or "TestResults" or "tools"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LandscapePipeline.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside a checkout");
    }
}
