using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Landscape.Benchmarks;

/// <summary>What a figure was measured on.</summary>
internal sealed record Machine(string Cpu, int Cores, string Isa, string Runtime, string Os)
{
    /// <summary>This machine.</summary>
    public static Machine Here() => new(
        CpuModel(), Environment.ProcessorCount, InstructionSet(), RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription);

    private static string CpuModel()
    {
        const string Source = "/proc/cpuinfo";
        var line = File.Exists(Source) ? File.ReadLines(Source).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        var family = File.Exists(Source) ? File.ReadLines(Source).FirstOrDefault(l => l.StartsWith("cpu family", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : $"{After(line)} (family {After(family ?? ":?")})";
    }

    private static string After(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();

    private static string InstructionSet() =>
        Vector512.IsHardwareAccelerated ? "AVX-512"
        : Avx2.IsSupported ? "AVX2"
        : Vector128.IsHardwareAccelerated ? "128-bit SIMD"
        : "scalar";
}
