namespace Landscape.Staging.Hosting;

/// <summary>An input is not what was recorded when it was made; it was not used.</summary>
internal sealed class DamagedInputException(string message, Exception? cause = null) : Exception(message, cause);
