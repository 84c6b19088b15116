namespace Landscape.Pipeline;

/// <summary>Where things are in a clone of the repository.</summary>
public sealed class Repository(string root)
{
    /// <summary>The absolute path of the clone.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Content-addressed results.</summary>
    public string Store => Path.Combine(Root, "artifacts", "store");

    /// <summary>Bookkeeping; deleting it costs time and loses no result.</summary>
    public string State => Path.Combine(Root, "artifacts", ".state");

    /// <summary>The folder of a configuration's latest run.</summary>
    public string RunFolder(string config) => Path.Combine(Root, "artifacts", "runs", config);

    /// <summary>The run lock of a configuration.</summary>
    public string RunLock(string config) => Path.Combine(RunFolder(config), "run.lock.json");

    /// <summary>The published report of a configuration.</summary>
    public string Report(string config) => Path.Combine(RunFolder(config), "report");

    /// <summary>The YAML file of a configuration.</summary>
    public string ConfigFile(string config) => Path.Combine(Root, "configs", config + ".yml");

    /// <summary>The names of all configurations, in ordinal order.</summary>
    public IReadOnlyList<string> Configs()
    {
        var folder = Path.Combine(Root, "configs");
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*.yml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The host of every stage.</summary>
    public string Host => Path.Combine(Root, "src", "Landscape.Staging", "bin", "Release", "net10.0", "Landscape.Staging.dll");

    /// <summary>The Node packages, with DuckDB's native library among them.</summary>
    public string NodeModules => Path.Combine(Root, "pipeline", "node_modules");

    /// <summary>The scripts that stages run with Node.</summary>
    public string NodeScripts => Path.Combine(Root, "pipeline", "node");

    /// <summary>A path relative to the repository with forward slashes, as written into artifacts.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The absolute path of a path relative to the repository.</summary>
    public string Absolute(string relative) => Path.GetFullPath(Path.Combine(Root, relative));
}
