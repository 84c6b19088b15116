using System.Globalization;
using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Stages.Generate;

/// <summary>
/// A target that is a table of the user: columns x1, x2, ... until one is missing, y, and weight, which is scaled to sum 1; equal weights without it. The numbers are taken
/// as they stand, so what cannot be a problem is refused here, with the file and the column.
/// </summary>
internal static class TableTarget
{
    /// <summary>Squares and products of numbers up to here, and sums of them, are finite.</summary>
    private const double Largest = 1e50;

    /// <summary>Of a sum of weights; the smallest normal number, below which quotients are not accurate.</summary>
    private const double SmallestTotal = 2.2250738585072014e-308;

    /// <summary>As many inputs as the other families may have.</summary>
    private const int MostInputs = 32;

    /// <summary>The target of a table.</summary>
    /// <exception cref="InvalidDataException">Other columns, or values that are none of a problem; the message names file and column.</exception>
    public static Target Of(string path, UserTable table)
    {
        var inputs = Enumerable.Range(1, MostInputs).Select(k => string.Create(CultureInfo.InvariantCulture, $"x{k}")).TakeWhile(table.Columns.Contains).ToList();
        RequireColumns(path, table, inputs);
        var nodes = new Matrix(table.RowCount, inputs.Count);
        for (var k = 0; k < inputs.Count; k++)
        {
            var column = Usable(path, table, inputs[k]);
            for (var s = 0; s < nodes.Rows; s++)
            {
                nodes[s, k] = column[s];
            }
        }

        var weights = table.Columns.Contains("weight") ? table["weight"].ToArray() : [.. Enumerable.Repeat(1.0, table.RowCount)];
        var sample = new Sample(nodes, Normalised(weights, path), Usable(path, table, "y").ToArray());
        return new Target(sample, "table", "", "table", 0, ParameterJson.Of(new { file = path }));
    }

    private static void RequireColumns(string path, UserTable table, List<string> inputs)
    {
        var unknown = table.Columns.Where(column => column is not ("y" or "weight") && !inputs.Contains(column)).ToList();
        if (inputs.Count == 0 || unknown.Count > 0 || !table.Columns.Contains("y"))
        {
            throw new InvalidDataException($"{path}: columns {Shown(table.Columns)}; expected x1..xd without gaps (d at most {MostInputs}), y and optionally weight");
        }
    }

    private static string Shown(IReadOnlyList<string> columns)
    {
        var names = string.Join(", ", columns.Take(MostInputs + 2));
        return names.Length <= 200 && columns.Count <= MostInputs + 2 ? names : string.Create(CultureInfo.InvariantCulture, $"{names[..Math.Min(names.Length, 200)]}... ({columns.Count} of them)");
    }

    private static ReadOnlySpan<double> Usable(string path, UserTable table, string name)
    {
        var column = table[name];
        var place = column.IndexOfAnyExceptInRange(-Largest, Largest);
        return place < 0 ? column : throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"{path}: row {place + 1}, column {name}: {column[place]}; expected numbers of at most {Largest} in absolute value"));
    }

    private static double[] Normalised(double[] weights, string path)
    {
        var total = FixedOrderSum.Sum(weights);
        return Array.TrueForAll(weights, w => w >= 0) && total >= SmallestTotal && double.IsFinite(total)
            ? Array.ConvertAll(weights, w => w / total)
            : throw new InvalidDataException($"{path}: column weight must hold nonnegative numbers with a positive, finite sum");
    }
}
