using System.Runtime.InteropServices;
using System.Text;
using static Landscape.Artifacts.DuckDbNative;

namespace Landscape.Artifacts;

/// <summary>VARCHAR: a vector of 16-byte entries that hold up to 12 bytes of UTF-8 themselves and point to longer text.</summary>
internal sealed unsafe class TextCodec(bool nullable) : ColumnCodec<string?>
{
    internal const int EntrySize = 16;
    private const int InlineLength = 12;

    // Throws on a lone surrogate: replacing it would change the value without a word.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private byte[] buffer = new byte[256];

    public override nint CreateLogicalType() => duckdb_create_logical_type(DuckDbType.Varchar);

    public override int FirstNull(ReadOnlySpan<string?> values) => nullable ? -1 : values.IndexOf((string?)null);

    public override int FirstNull(nint vector, int count) => nullable ? -1 : Validity.FirstNull(vector, count);

    public override void Write(nint vector, ReadOnlySpan<string?> values)
    {
        var mask = nullable ? Validity.Writable(vector) : null;
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] is not { } text)
            {
                Validity.SetNull(mask, row);
                continue;
            }

            var bytes = Encode(text);
            fixed (byte* start = &MemoryMarshal.GetReference(bytes))
            {
                duckdb_vector_assign_string_element_len(vector, (ulong)row, start, (ulong)bytes.Length);
            }
        }
    }

    public override void Read(nint vector, Span<string?> values)
    {
        var entry = (byte*)duckdb_vector_get_data(vector);
        var mask = duckdb_vector_get_validity(vector);
        for (var row = 0; row < values.Length; row++, entry += EntrySize)
        {
            values[row] = Validity.IsValid(mask, row) ? Decode(entry) : null;
        }
    }

    public override void Append(CanonicalHash hash, string? value)
    {
        hash.Append(value is null ? (byte)0 : (byte)1);
        if (value is not null)
        {
            AppendValue(hash, value);
        }
    }

    public override void AppendValue(CanonicalHash hash, string? value)
    {
        var bytes = Encode(value!);
        hash.AppendLength(bytes.Length);
        hash.Append(bytes);
    }

    /// <summary>The text of an entry.</summary>
    internal static string Decode(byte* entry)
    {
        var length = *(int*)entry;
        var text = length <= InlineLength ? entry + sizeof(int) : *(byte**)(entry + sizeof(long));
        return Utf8.GetString(text, length);
    }

    private ReadOnlySpan<byte> Encode(string text)
    {
        var bound = Utf8.GetMaxByteCount(text.Length);
        if (buffer.Length < bound)
        {
            buffer = new byte[bound];
        }

        return buffer.AsSpan(0, Utf8.GetBytes(text, buffer));
    }
}
