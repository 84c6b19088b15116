namespace Landscape.Benchmarks;

/// <summary>
/// Debian's NumPy runs on whichever BLAS is installed: reference BLAS by default, OpenBLAS if somebody adds it. Both are timed, each chosen
/// by the library path, so that the figures do not depend on the machine's default.
/// </summary>
internal static class Blas
{
    private static readonly string Root = Directory.Exists("/usr/lib/aarch64-linux-gnu") ? "/usr/lib/aarch64-linux-gnu" : "/usr/lib/x86_64-linux-gnu";

    /// <summary>Search path of reference BLAS and LAPACK.</summary>
    public static string Reference { get; } = $"{Root}/blas:{Root}/lapack";

    /// <summary>Search path of single-threaded OpenBLAS.</summary>
    public static string OpenBlas { get; } = $"{Root}/openblas-serial";
}
