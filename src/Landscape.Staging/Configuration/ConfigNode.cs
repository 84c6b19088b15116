namespace Landscape.Staging.Configuration;

/// <summary>A place in a configuration file, both counted from 1.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>A value as written, before anything is known about its type.</summary>
internal abstract record ConfigNode(Position Position)
{
    /// <summary>What the node is, in the words of an error message.</summary>
    public abstract string Found { get; }
}

/// <summary>A single value. A quoted text is always a string; a plain one may be read as a number, a truth value or nothing.</summary>
internal sealed record ScalarNode(Position Position, string Text, bool Quoted) : ConfigNode(Position)
{
    private const int LongestShown = 40;

    /// <summary>The text, cut where an error message would drown in it.</summary>
    public string Shown => Text.Length <= LongestShown ? Text : Text[..LongestShown] + "...";

    /// <inheritdoc/>
    public override string Found => ScalarSyntax.IsNull(this) ? "nothing" : $"{ScalarSyntax.KindOf(this)} '{Shown}'";
}

/// <summary>A list of values.</summary>
internal sealed record SequenceNode(Position Position, IReadOnlyList<ConfigNode> Items) : ConfigNode(Position)
{
    /// <inheritdoc/>
    public override string Found => "a list";
}

/// <summary>Keys with values, in file order; a key may still stand there twice.</summary>
internal sealed record MappingNode(Position Position, IReadOnlyList<Entry> Entries) : ConfigNode(Position)
{
    /// <inheritdoc/>
    public override string Found => "a group of keys";
}

/// <summary>One key of a mapping.</summary>
internal sealed record Entry(string Key, Position KeyPosition, ConfigNode Value);
