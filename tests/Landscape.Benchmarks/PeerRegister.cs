namespace Landscape.Benchmarks;

/// <summary>Which peers a run found installed, and what installs the others on a Debian machine.</summary>
internal sealed class PeerRegister
{
    private readonly SortedSet<string> found = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> missing = new(StringComparer.Ordinal);

    /// <summary>Names of the peers that answered.</summary>
    public IReadOnlyCollection<string> Found => found;

    /// <summary>Names of those that are not installed, with the command that installs each.</summary>
    public IReadOnlyDictionary<string, string> Missing => missing;

    /// <summary>Notes a peer that answers.</summary>
    public void AddFound(string name) => found.Add(name);

    /// <summary>Notes and reports a peer that does not.</summary>
    /// <param name="name">The peer.</param>
    /// <param name="packages">Debian packages that bring it.</param>
    /// <param name="reason">What went wrong.</param>
    public void AddMissing(string name, string packages, string reason)
    {
        missing[name] = $"apt-get install {packages}";
        Console.Error.WriteLine($"peer missing: {name} ({reason}); to install it: {missing[name]}");
    }
}
