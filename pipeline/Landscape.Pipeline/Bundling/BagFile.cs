using System.Text;

namespace Landscape.Pipeline.Bundling;

/// <summary>A file of a bag: bytes at hand or on disk, and whether it can be executed.</summary>
public sealed class BagFile
{
    private readonly Func<Stream> open;

    private BagFile(Func<Stream> open, bool executable) => (this.open, IsExecutable) = (open, executable);

    /// <summary>Whether its mode is 755 rather than 644; no other mode occurs in a bag.</summary>
    public bool IsExecutable { get; }

    /// <summary>A file of given bytes.</summary>
    public static BagFile Of(byte[] content, bool executable = false) => new(() => new MemoryStream(content, writable: false), executable);

    /// <summary>A file of given text in UTF-8.</summary>
    public static BagFile Of(string text, bool executable = false) => Of(Encoding.UTF8.GetBytes(text), executable);

    /// <summary>A file on disk.</summary>
    public static BagFile OnDisk(string path) => new(() => File.OpenRead(path), false);

    /// <summary>Opens the content.</summary>
    public Stream Open() => open();

    /// <summary>The content as text.</summary>
    public string Text()
    {
        using var reader = new StreamReader(open());
        return reader.ReadToEnd();
    }
}
