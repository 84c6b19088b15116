namespace Landscape.Staging.Hosting;

/// <summary>A command line that the host does not understand.</summary>
internal sealed class UsageException(string message) : Exception(message);
