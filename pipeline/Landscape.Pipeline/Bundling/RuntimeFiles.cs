using System.Runtime.InteropServices;

namespace Landscape.Pipeline.Bundling;

/// <summary>
/// The compiled code that a bag carries so that <c>verify.sh</c> needs no package and no network: this library, the host, the stage certify, and DuckDB's native
/// library of the platform that bundled. Paths are those of a checkout, so that the code finds itself.
/// </summary>
public static class RuntimeFiles
{
    /// <summary>The stage whose results are computed again.</summary>
    public const string CertifyStage = "certify";

    /// <summary>Such as <c>linux-x64</c>, in the words of the Node packages.</summary>
    public static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>The folder of DuckDB's library for <see cref="Platform"/>, below a checkout.</summary>
    public static string NativeFolder => $"pipeline/node_modules/@duckdb/node-bindings-{Platform}";

    /// <summary>The files by path relative to the checkout.</summary>
    public static SortedDictionary<string, BagFile> Of(Repository repository, StageGraph graph)
    {
        string[] folders =
        [
            Path.GetDirectoryName(repository.Host)!,
            Path.GetDirectoryName(graph[CertifyStage].Assembly)!,
            repository.Absolute("pipeline/Landscape.Pipeline/bin/Release/net10.0"),
        ];
        var code = folders.SelectMany(Directory.EnumerateFiles).Where(f => Path.GetExtension(f) is ".dll" or ".json");
        var native = Directory.EnumerateFiles(repository.Absolute(NativeFolder)).Where(f => Path.GetExtension(f) != ".node");
        return new(code.Concat(native).ToDictionary(repository.Relative, BagFile.OnDisk), StringComparer.Ordinal);
    }
}
