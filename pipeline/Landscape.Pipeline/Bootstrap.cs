namespace Landscape.Pipeline;

/// <summary>What <c>build.cake</c> asks a compiled pipeline before it trusts it.</summary>
public static class Bootstrap
{
    /// <summary>
    /// Whether this assembly was compiled from the sources that stand in the clone now. It carries its sources as resources,
    /// so that no marker can be wrong about them.
    /// </summary>
    public static bool IsCurrent(string root)
    {
        var folder = Path.Combine(root, "pipeline", "Landscape.Pipeline");
        var files = SourceTree.FilesOf(folder)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".csproj", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), StringComparer.Ordinal);
        return files.Keys.ToHashSet().SetEquals(typeof(Bootstrap).Assembly.GetManifestResourceNames().Select(n => n.Replace('\\', '/')))
            && files.All(f => File.Exists(f.Value) && IsCompiled(f.Value, f.Key));
    }

    private static bool IsCompiled(string file, string resource)
    {
        using var compiled = typeof(Bootstrap).Assembly.GetManifestResourceStream(resource)!;
        using var memory = new MemoryStream();
        compiled.CopyTo(memory);
        return memory.GetBuffer().AsSpan(0, (int)memory.Length).SequenceEqual(File.ReadAllBytes(file));
    }
}
