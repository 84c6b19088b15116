using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Artifacts.Tests;

/// <summary>Generators of values that are easily lost on the way through a file.</summary>
internal static class Generators
{
    // Quiet and signalling NaN with payloads, both signs; zeros, infinities, subnormals, extremes.
    private static readonly ulong[] AwkwardDoubles =
    [
        0x7ff8_0000_0000_0000, 0xfff8_0000_0000_0001, 0x7ff0_dead_beef_0001, 0xfff7_ffff_ffff_ffff, 0x0000_0000_0000_0000, 0x8000_0000_0000_0000,
        0x7ff0_0000_0000_0000, 0xfff0_0000_0000_0000, 0x0000_0000_0000_0001, 0x8000_0000_0000_0001, 0x7fef_ffff_ffff_ffff, 0x000f_ffff_ffff_ffff,
    ];

    // Empty, at DuckDB's inline limit of 12 bytes and one past it, zero bytes, quotes, line ends, two- to four-byte characters.
    private static readonly string[] AwkwardTexts =
        ["", "123456789012", "1234567890123", "a\0b", "'\"\\", "a\r\nb\n", "äöü", "\u20ac\u20ac\u20ac\u20ac", "\U0001f600", "\ufeffx", "null", " "];

    // Of lists and random texts, at most: longer ones only cost time, and tests of their own have them.
    private const int ListLength = 12;

    public static Gen<double> Doubles => Gen.OneOf(
        Gen.Elements(AwkwardDoubles).Select(BitConverter.UInt64BitsToDouble),
        Bits.Select(BitConverter.Int64BitsToDouble));

    public static Gen<string> Texts => Gen.OneOf(
        Gen.Elements(AwkwardTexts),
        Gen.Choose(0, 100).Select(length => new string('x', 10 * length)),
        Runes.ListOf().Select(runes => string.Concat(runes)));

    public static Gen<AllTypesRow> Rows =>
        from number in Bits
        from smallNumber in Bits
        from value in Doubles
        from flag in Flags
        from text in Texts
        from maybeNumber in Maybe(Bits)
        from maybeSmallNumber in Maybe(Bits.Select(bits => (int)bits))
        from maybeValue in Maybe(Doubles)
        from maybeText in Gen.OneOf(Gen.Constant<string?>(null), Texts.Select(value => (string?)value))
        from values in Doubles.ArrayOf()
        from numbers in Bits.ArrayOf()
        from smallNumbers in Bits.Select(bits => (int)bits).ArrayOf()
        from flags in Flags.ArrayOf()
        from texts in Texts.ArrayOf()
        select new AllTypesRow(
            number, (int)smallNumber, value, flag, text, maybeNumber, maybeSmallNumber, maybeValue, maybeText, values, numbers, smallNumbers, flags, texts);

    /// <summary>Tables of 0 to 15 rows: enough for a column to repeat values, and a property tries a hundred of them within seconds.</summary>
    public static Arbitrary<List<AllTypesRow>> Tables =>
        Gen.Choose(0, 15).SelectMany(count => Rows.Resize(ListLength).ListOf(count)).Select(rows => rows.ToList()).ToArbitrary();

    private static Gen<long> Bits =>
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select ((long)high << 32) ^ (uint)low;

    private static Gen<bool> Flags => Gen.Elements(false, true);

    // Every code point but the surrogates, which no well-formed text holds alone.
    private static Gen<Rune> Runes =>
        Gen.OneOf(Gen.Choose(0, 0xd7ff), Gen.Choose(0xe000, 0x10ffff)).Select(codePoint => new Rune(codePoint));

    private static Gen<T?> Maybe<T>(Gen<T> values)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));
}
