namespace Landscape.Artifacts.Tests;

public class TableSchemaTests
{
    [Fact]
    public void Every_column_type_has_its_SQL_type_and_its_name_in_snake_case()
    {
        var schema = TableSchema.Of<AllTypesRow>();

        Assert.Equal(("all_types", 3), (schema.Table, schema.Version));
        Assert.Equal(
            [
                new("number", "BIGINT", false), new("small_number", "INTEGER", false), new("value", "DOUBLE", false),
                new("flag", "BOOLEAN", false), new("text", "VARCHAR", false),
                new("maybe_number", "BIGINT", true), new("maybe_small_number", "INTEGER", true), new("maybe_value", "DOUBLE", true),
                new("maybe_text", "VARCHAR", true),
                new("values", "DOUBLE[]", false), new("numbers", "BIGINT[]", false), new("small_numbers", "INTEGER[]", false),
                new("flags", "BOOLEAN[]", false), new TableColumn("texts", "VARCHAR[]", false),
            ],
            schema.Columns);
    }

    [Fact]
    public void The_columns_of_a_contract_table_are_named_as_in_the_contract() =>
        Assert.Equal(
            ["point_id", "x", "theta", "morse_index", "smallest_abs_eigenvalue", "core_point_id"],
            TableSchema.Of<ContractNamesRow>().Columns.Select(column => column.Name));

    [Theory]
    [InlineData(typeof(UnmarkedRow), "UnmarkedRow has no [Table] attribute")]
    [InlineData(typeof(DecimalRow), "DecimalRow.Price: Decimal is not a column type")]
    [InlineData(typeof(NestedRow), "NestedRow.Matrix: Double[][] is not a column type")]
    [InlineData(typeof(MaybeFlagRow), "MaybeFlagRow.Flag: Nullable`1? is not a column type")]
    [InlineData(typeof(MaybeListRow), "MaybeListRow.Values: Double[]? is not a column type")]
    [InlineData(typeof(RepeatedRow), "RepeatedRow: column run_id stands there twice")]
    [InlineData(typeof(EmptyRow), "EmptyRow is not a record with exactly one public constructor")]
    public void A_record_that_is_no_row_is_refused_by_name(Type row, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidOperationException>(() => TableSchema.Of(row)).Message, StringComparison.Ordinal);

    [Table("contract_names", 1)]
    private sealed record ContractNamesRow(long PointId, double[] X, double[] Theta, int MorseIndex, double SmallestAbsEigenvalue, long? CorePointId);

    private sealed record UnmarkedRow(long Id);

    [Table("t", 1)]
    private sealed record DecimalRow(decimal Price);

    [Table("t", 1)]
    private sealed record NestedRow(double[][] Matrix);

    [Table("t", 1)]
    private sealed record MaybeFlagRow(bool? Flag);

    [Table("t", 1)]
    private sealed record MaybeListRow(double[]? Values);

    [Table("t", 1)]
    private sealed record RepeatedRow(long RunId, long runId);

    [Table("t", 1)]
    private sealed record EmptyRow;
}
