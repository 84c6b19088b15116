namespace Landscape.Pipeline;

/// <summary>stub</summary>
public static class PipelinePicture
{
    /// <summary>stub</summary>
    public static void Update(Repository repository, string config, IReadOnlyList<StageStatus> stages) { }
}
