using Landscape.Staging.Hosting.Slurm;
using Landscape.Staging.Publication;

namespace Landscape.Staging.Configuration;

/// <summary>
/// Sections that no stage reads: they are bound and checked with the configuration and stand in the plan under <c>host</c>, so they are in
/// no fingerprint. A configuration that leaves one out has none.
/// </summary>
internal static class HostSections
{
    /// <summary>The options type of every such section.</summary>
    public static OrderedDictionary<string, Type> All { get; } = new()
    {
        ["publication"] = typeof(PublicationOptions),
        [SlurmOptions.Section] = typeof(SlurmOptions),
    };
}
