using System.Runtime.InteropServices;

namespace Landscape.Artifacts;

/// <summary>DuckDB's native library is missing, cannot be loaded or has another version; the message says what to do.</summary>
public sealed class DuckDbLibraryException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Finds and loads DuckDB's native library, which npm installs as <c>@duckdb/node-bindings-&lt;os&gt;-&lt;arch&gt;</c>. It is looked for
/// in the folder given to <see cref="UseNodeModules"/>, else in the one that the environment variable LANDSCAPE_NODE_MODULES names,
/// else in <c>pipeline/node_modules</c> of the repository around the working directory or this program.
/// </summary>
public static class DuckDbLibrary
{
    /// <summary>The version that the tables' bytes are pinned to: DuckDB writes its own version into every Parquet file.</summary>
    public const string Version = "v1.5.5";

    private const string EnvironmentVariable = "LANDSCAPE_NODE_MODULES";
    private const string RepositoryMark = "LandscapePipeline.sln";
    private static readonly Lazy<nint> Handle = new(Load);
    private static string? nodeModules;

    /// <summary>Sets the <c>node_modules</c> folder to take the library from. Without effect once the library is loaded.</summary>
    /// <param name="folder">An absolute path.</param>
    public static void UseNodeModules(string folder) => nodeModules = folder;

    /// <summary>The <c>node_modules</c> folder that the library is taken from.</summary>
    /// <exception cref="DuckDbLibraryException">No folder was named, and there is no repository around the working directory or this program.</exception>
    public static string NodeModules =>
        nodeModules ?? Environment.GetEnvironmentVariable(EnvironmentVariable) ?? RepositoryNodeModules();

    /// <summary>Loads the library, once a process.</summary>
    /// <exception cref="DuckDbLibraryException">It is missing, cannot be loaded or has another version.</exception>
    internal static void EnsureLoaded() => _ = Handle.Value;

    /// <summary>The library's path inside a <c>node_modules</c> folder, on this platform.</summary>
    /// <exception cref="DuckDbLibraryException">There is no such file, or no package for this platform.</exception>
    internal static string PathIn(string folder)
    {
        var (os, file) = OperatingSystem.IsWindows() ? ("win32", "duckdb.dll")
            : OperatingSystem.IsMacOS() ? ("darwin", "libduckdb.dylib")
            : ("linux", "libduckdb.so");
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var libc = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "-musl" : "";
        var path = Path.Combine(folder, "@duckdb", $"node-bindings-{os}-{architecture}{libc}", file);
        return File.Exists(path) ? path : throw new DuckDbLibraryException(
            $"DuckDB's native library is missing: no file {path}. Install it with 'npm ci' in the folder pipeline (./build.sh does so); " +
            $"if npm skipped it as an optional package, delete pipeline/node_modules first. Or let {EnvironmentVariable} name another node_modules folder.");
    }

    private static nint Load()
    {
        var path = PathIn(NodeModules);
        nint handle;
        try
        {
            handle = NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new DuckDbLibraryException($"DuckDB's native library {path} cannot be loaded: {exception.Message}", exception);
        }

        NativeLibrary.SetDllImportResolver(
            typeof(DuckDbNative).Assembly, (name, _, _) => name == DuckDbNative.Library ? handle : 0);
        RequireVersion(Marshal.PtrToStringUTF8(DuckDbNative.duckdb_library_version()), path);
        return handle;
    }

    /// <summary>Refuses any version but the pinned one: another one would write other bytes for the same rows.</summary>
    internal static void RequireVersion(string? found, string path)
    {
        if (found != Version)
        {
            throw new DuckDbLibraryException(
                $"DuckDB's native library {path} is {found}, expected {Version}: run 'npm ci' in the folder pipeline to install the pinned version");
        }
    }

    private static string RepositoryNodeModules()
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, RepositoryMark)))
                {
                    return Path.Combine(folder.FullName, "pipeline", "node_modules");
                }
            }
        }

        throw new DuckDbLibraryException(
            $"DuckDB's native library cannot be located: no folder above {Directory.GetCurrentDirectory()} or {AppContext.BaseDirectory} " +
            $"holds {RepositoryMark}; let {EnvironmentVariable} name a node_modules folder");
    }
}
