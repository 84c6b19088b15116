namespace Landscape.Staging.Configuration;

/// <summary>The codes of configuration errors; they appear in documentation and never change their meaning.</summary>
internal static class ErrorCode
{
    /// <summary>The file cannot be read as text.</summary>
    public const string Unreadable = "LP0100";

    /// <summary>A key or section that nothing reads.</summary>
    public const string UnknownKey = "LP0101";

    /// <summary>A required key is absent.</summary>
    public const string MissingKey = "LP0102";

    /// <summary>A value of another type than expected.</summary>
    public const string WrongType = "LP0103";

    /// <summary>A key that stands twice in one group.</summary>
    public const string DuplicateKey = "LP0104";

    /// <summary>A value of the right type outside its range, length or pattern.</summary>
    public const string OutOfRange = "LP0105";

    /// <summary>A name that is none of a closed set.</summary>
    public const string UnknownValue = "LP0106";

    /// <summary>Values that do not go together.</summary>
    public const string Inconsistent = "LP0107";

    /// <summary>Not YAML.</summary>
    public const string Syntax = "LP0108";

    /// <summary>YAML that configurations do not use: anchors, aliases, merge keys, tags, several documents, deep nesting.</summary>
    public const string Unsupported = "LP0109";

    /// <summary>An input file that is missing or lies outside the repository.</summary>
    public const string InputFile = "LP0110";
}
