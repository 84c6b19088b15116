namespace Landscape.Artifacts.Tests;

/// <summary>A table with a column of every type.</summary>
[Table("all_types", 3)]
public sealed record AllTypesRow(
    long Number,
    int SmallNumber,
    double Value,
    bool Flag,
    string Text,
    long? MaybeNumber,
    int? MaybeSmallNumber,
    double? MaybeValue,
    string? MaybeText,
    double[] Values,
    long[] Numbers,
    int[] SmallNumbers,
    bool[] Flags,
    string[] Texts)
{
    /// <summary>Every value as text, floating-point numbers by their bits: NaN payloads and the sign of zero count.</summary>
    public string Bits() => string.Join('|',
        Number, SmallNumber, Bits(Value), Flag, Quoted(Text),
        MaybeNumber, MaybeSmallNumber, MaybeValue is { } value ? Bits(value) : "null", MaybeText is null ? "null" : Quoted(MaybeText),
        string.Join(' ', Values.Select(Bits)), string.Join(' ', Numbers), string.Join(' ', SmallNumbers), string.Join(' ', Flags),
        string.Join(' ', Texts.Select(Quoted)));

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16");

    private static string Quoted(string text) => $"<{text.Length}:{text}>";
}
