using System.Collections.Frozen;

namespace Landscape.Staging.Publication;

/// <summary>The licence identifiers of the SPDX list, pinned in <c>spdx-ids.txt</c>.</summary>
internal static class SpdxLicences
{
    /// <summary>The identifiers.</summary>
    public static FrozenSet<string> Ids { get; } = Read();

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(SpdxLicences).Assembly.GetManifestResourceStream("spdx-ids.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToFrozenSet(StringComparer.Ordinal);
    }
}
