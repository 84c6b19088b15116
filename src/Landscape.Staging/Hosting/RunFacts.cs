using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>The surroundings of a run: pinned tools, which a report may name, and the machine, which only the manifest names.</summary>
internal static class RunFacts
{
    /// <summary>
    /// Name and exact version of DuckDB, of the stage's NuGet packages (its <c>.deps.json</c>) and of the Node packages that
    /// <c>pipeline/package.json</c> pins. All of it is decided by files of the repository, none by the machine.
    /// </summary>
    public static SortedDictionary<string, string> PinnedTools(RunRequest request)
    {
        var tools = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["DuckDB"] = DuckDbLibrary.Version.TrimStart('v') };
        foreach (var (name, version) in NuGetPackages(Path.ChangeExtension(request.Assembly, ".deps.json")).Concat(NodePackages(request.NodeModules)))
        {
            tools[name] = version;
        }

        return tools;
    }

    /// <summary>The pinned tools and the runtime that happens to be installed.</summary>
    public static SortedDictionary<string, string> Tools(RunRequest request)
    {
        var tools = PinnedTools(request);
        tools[".NET"] = Environment.Version.ToString();
        tools["LandscapePipeline"] = typeof(RunFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return tools;
    }

    /// <summary>The machine.</summary>
    public static SortedDictionary<string, string> Host(RunRequest request) => new(StringComparer.Ordinal)
    {
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["cpu"] = Cpu(),
        ["culture"] = CultureInfo.CurrentCulture.Name is { Length: > 0 } name ? name : "invariant",
        ["isa"] = InstructionSets(),
        ["name"] = Environment.MachineName,
        ["os"] = RuntimeInformation.OSDescription,
        ["processors"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["threads"] = request.Threads.ToString(CultureInfo.InvariantCulture),
    };

    private static IEnumerable<(string Name, string Version)> NuGetPackages(string dependencies)
    {
        if (!File.Exists(dependencies))
        {
            return [];
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(dependencies));
        return [.. json.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/'))
            .Select(parts => (parts[0], parts[1]))];
    }

    private static IEnumerable<(string Name, string Version)> NodePackages(string nodeModules)
    {
        var pins = Path.Combine(Path.GetDirectoryName(nodeModules.TrimEnd('/', '\\')) ?? "", "package.json");
        if (!File.Exists(pins))
        {
            return [];
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(pins));
        return json.RootElement.TryGetProperty("dependencies", out var packages)
            ? [.. packages.EnumerateObject().Select(package => (package.Name, package.Value.GetString() ?? ""))]
            : [];
    }

    private static string Cpu()
    {
        const string Linux = "/proc/cpuinfo";
        var model = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string InstructionSets()
    {
        (bool Supported, string Name)[] sets =
        [
            (Avx512F.IsSupported, "AVX-512F"), (Avx2.IsSupported, "AVX2"), (Avx.IsSupported, "AVX"), (Fma.IsSupported, "FMA"),
            (System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported, "AdvSimd"), (Vector128.IsHardwareAccelerated, "Vector128"),
        ];
        return string.Join(' ', sets.Where(set => set.Supported).Select(set => set.Name).DefaultIfEmpty("scalar"));
    }
}
