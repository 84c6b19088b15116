namespace Landscape.Benchmarks;

/// <summary>A folder that goes away with its user.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("landscape-bench").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
