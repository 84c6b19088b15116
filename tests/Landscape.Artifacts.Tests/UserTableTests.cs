namespace Landscape.Artifacts.Tests;

public sealed class UserTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_CSV_table_gives_its_columns_and_values()
    {
        var table = UserTable.Read(Csv("x1,x2,target\n-1,0.5,1e-3\n0, 2 ,-0\n"));

        Assert.Equal(["x1", "x2", "target"], table.Columns);
        Assert.Equal(2, table.RowCount);
        Assert.Equal([-1, 0], table["x1"].ToArray());
        Assert.Equal([0.5, 2], table["x2"].ToArray());
        Assert.Equal([0.001, -0.0], table["target"].ToArray());
    }

    /// <summary>Shortest texts that need correct rounding, from the literature on conversion: 2^53 + 1 to even, the smallest normal number less one unit in 10^-16.</summary>
    [Fact]
    public void Numbers_are_rounded_correctly() =>
        Assert.Equal([9007199254740992, 2.2250738585072011e-308, 5e-324], UserTable.Read(Csv("y\n9007199254740993\n2.2250738585072011e-308\n4.94e-324")).Values("y"));

    [Theory]
    [InlineData("\ufeffx,y\r\n1,2\r\n")]
    [InlineData("x,y\n\n1,2\n\n\n")]
    [InlineData("\"x\",\"y\"\n\"1\",\"2\"\n")]
    [InlineData("x,y\n1,2")]
    public void Byte_order_mark_line_ends_blank_lines_and_quotes_change_nothing(string text)
    {
        var table = UserTable.Read(Csv(text));

        Assert.Equal(["x", "y"], table.Columns);
        Assert.Equal([1], table.Values("x"));
        Assert.Equal([2], table.Values("y"));
    }

    [Fact]
    public void A_quoted_name_may_hold_commas_and_quotes() =>
        Assert.Equal(["a,b", "c\"d"], UserTable.Read(Csv("\"a,b\",\"c\"\"d\"\n1,2\n")).Columns);

    [Theory]
    [InlineData("x,y\n1,2\n3,four\n", "(3): column 'y': 'four', expected a finite number such as -1.5e-3")]
    [InlineData("x,y\n1,\n", "(2): column 'y': '', expected a finite number such as -1.5e-3")]
    [InlineData("x,y\n1,nan\n", "(2): column 'y': 'nan', expected a finite number such as -1.5e-3")]
    [InlineData("x,y\n1,1e999\n", "(2): column 'y': '1e999', expected a finite number such as -1.5e-3")]
    [InlineData("x,y\n\n1\n", "(3): 1 values, expected 2 as in the header")]
    [InlineData("x,y\n1,2\0\0\n", "(2): column 'y': '2\0\0', expected a finite number such as -1.5e-3")]
    [InlineData("x,y\n1,5,2\n", "(2): 3 values, expected 2 as in the header")]
    [InlineData("1,2\n3,4\n", "(1): numbers, expected a header line with the columns' names")]
    [InlineData("x;y\n1;2\n", "(1): the columns' names are separated by semicolons or tabs, expected commas")]
    [InlineData("x,x\n1,2\n", "(1): column 2: name 'x' is empty or stands there twice, expected names that differ")]
    [InlineData("x,\n1,2\n", "(1): column 2: name '' is empty or stands there twice, expected names that differ")]
    [InlineData("x,y\n\"1,2\n", "(2): a quote is not closed, expected it to end in the same line")]
    [InlineData("", ": the file is empty, expected a header line")]
    [InlineData("x,y\n", ": the table has no rows")]
    public void An_error_in_a_CSV_table_names_file_line_and_column(string text, string message)
    {
        var path = Csv(text);

        Assert.Equal(path + message, Assert.Throws<InvalidDataException>(() => UserTable.Read(path)).Message);
    }

    /// <summary>A stage reads a verified copy; its user knows the original.</summary>
    [Fact]
    public void Errors_call_a_copy_by_the_name_of_the_original()
    {
        Assert.Equal("data/my.csv(2): 1 values, expected 2 as in the header", Assert.Throws<InvalidDataException>(() => UserTable.Read(Csv("x,y\n1\n"), "data/my.csv")).Message);
        Assert.Equal("data/my.parquet: the table has no rows", Assert.Throws<InvalidDataException>(() => UserTable.Read(Parquet("SELECT 1 AS x WHERE false"), "data/my.parquet")).Message);
    }

    [Fact]
    public void A_missing_column_is_named_with_the_nearest_one()
    {
        var path = Csv("x1,target\n1,2\n");

        Assert.Equal(
            $"{path}: no column 'tarqet'; expected one of x1, target; did you mean 'target'?",
            Assert.Throws<KeyNotFoundException>(() => UserTable.Read(path).Values("tarqet")).Message);
    }

    /// <summary>3,000 rows are two vectors.</summary>
    [Fact]
    public void A_Parquet_table_of_any_numeric_types_gives_its_values()
    {
        var path = Parquet("SELECT i::TINYINT % 2 AS a, i::UINTEGER AS b, (i / 4)::DECIMAL(10, 2) AS \"c d\", i::FLOAT / 2 AS e FROM range(100) t(i) UNION ALL SELECT 0, i, 0, 0 FROM range(100, 3000) t(i)");

        var table = UserTable.Read(path);

        Assert.Equal(["a", "b", "c d", "e"], table.Columns);
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => (double)i), table.Values("b"));
        Assert.Equal([0, 0.25, 0.5, 0.75], table.Values("c d").Take(4));
        Assert.Equal([0, 0.5, 1, 1.5], table.Values("e").Take(4));
    }

    [Theory]
    [InlineData("SELECT 1 AS x, 'text' AS label", ": column 'label' is VARCHAR, expected a numeric type")]
    [InlineData("SELECT [1.0] AS x", ": column 'x' is DECIMAL(2,1)[], expected a numeric type")]
    [InlineData("SELECT * FROM (VALUES (1.5), (NULL)) AS t(x)", ": row 2, column 'x': null, expected a finite number")]
    [InlineData("SELECT * FROM (VALUES (1.5::DOUBLE), ('nan'::DOUBLE)) AS t(x)", ": row 2, column 'x': NaN, expected a finite number")]
    [InlineData("SELECT 1 AS x WHERE false", ": the table has no rows")]
    public void An_error_in_a_Parquet_table_names_file_row_and_column(string sql, string message)
    {
        var path = Parquet(sql);

        Assert.Equal(path + message, Assert.Throws<InvalidDataException>(() => UserTable.Read(path)).Message);
    }

    [Fact]
    public void Another_extension_and_a_missing_file_are_errors()
    {
        Assert.Equal("data.txt: expected a file that ends in .csv or .parquet", Assert.Throws<InvalidDataException>(() => UserTable.Read("data.txt")).Message);
        Assert.Throws<FileNotFoundException>(() => UserTable.Read(folder["no.csv"]));
        Assert.Throws<FileNotFoundException>(() => UserTable.Read(folder["no.parquet"]));
    }

    private string Csv(string text)
    {
        File.WriteAllText(folder["data.csv"], text);
        return folder["data.csv"];
    }

    private string Parquet(string sql)
    {
        using var session = new DuckDbSession();
        session.Execute($"COPY ({sql}) TO {Sql.Text(folder["data.parquet"])} (FORMAT parquet)");
        return folder["data.parquet"];
    }
}

internal static class UserTableValues
{
    public static double[] Values(this UserTable table, string column) => table[column].ToArray();
}
