namespace Landscape.Benchmarks;

/// <summary>The checkout that is measured.</summary>
internal static class RepositoryRoot
{
    /// <summary>The folder that holds the solution, at or above this program.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "LandscapePipeline.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the bench runs outside a checkout");
    }
}
