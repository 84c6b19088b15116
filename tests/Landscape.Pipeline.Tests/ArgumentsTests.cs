namespace Landscape.Pipeline.Tests;

public sealed class ArgumentsTests
{
    [Fact]
    public void Nothing_given_means_all_processors_and_no_choice() =>
        Assert.Equal(new Arguments(null, null, Environment.ProcessorCount, 64), Parse());

    [Fact]
    public void Valid_arguments_are_taken() =>
        Assert.Equal(new Arguments("smoke", "train", 3, 200) { Executor = "slurm" }, Parse(("target", "default"), ("config", "smoke"), ("stage", "train"), ("jobs", "3"), ("shards", "200"), ("executor", "slurm")));

    [Theory]
    [InlineData("confg", "smoke", "unknown argument '--confg'; expected one of --target, --config, --stage, --jobs, --shards, --executor, --json, --sql, --format, --out, --from, --to, --apply, --dirty, --bag, --before; did you mean '--config'?")]
    [InlineData("target", "Tset", "unknown target 'Tset'; expected one of Default, Status, Test, Query; did you mean 'Test'?")]
    [InlineData("config", "smok", "unknown config 'smok'; expected one of default, smoke; did you mean 'smoke'?")]
    [InlineData("stage", "trian", "unknown stage 'trian'; expected one of generate, train; did you mean 'train'?")]
    [InlineData("executor", "slrum", "unknown executor 'slrum'; expected one of local, slurm; did you mean 'slurm'?")]
    [InlineData("jobs", "0", "--jobs=0: expected a whole number of at least 1")]
    [InlineData("jobs", "two", "--jobs=two: expected a whole number of at least 1")]
    [InlineData("shards", "0", "--shards=0: expected a whole number of at least 1")]
    [InlineData("jobs", "-1", "--jobs=-1: expected a whole number of at least 1")]
    public void A_wrong_argument_is_refused_with_the_nearest_right_one(string name, string value, string message)
    {
        var refused = Assert.Throws<PipelineException>(() => Parse((name, value)));
        Assert.Equal(message, refused.Message);
        Assert.Equal(2, refused.ExitCode);
    }

    [Theory]
    [InlineData("sql", "select 1", "--sql does not belong to Status but to Query; Status takes --config, --stage, --json")]
    [InlineData("apply", "", "--apply does not belong to Status but to Clean; Status takes --config, --stage, --json")]
    [InlineData("json", "yes", "--json=yes: --json takes no value")]
    public void An_argument_that_does_not_fit_the_target_is_refused(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<PipelineException>(() => Parse(("target", "status"), (name, value))).Message);

    [Fact]
    public void A_query_takes_its_text_and_json_means_its_format()
    {
        var query = Parse(("target", "Query"), ("sql", "select a=1"), ("json", ""));
        Assert.Equal(("select a=1", "json", true), (query.Sql, query.Format, query.Json));
        Assert.Equal("csv", Parse(("target", "Query"), ("format", "csv")).Format);
        Assert.Equal("unknown format 'jsn'; expected one of table, csv, json; did you mean 'json'?", Assert.Throws<PipelineException>(() => Parse(("target", "Query"), ("format", "jsn"))).Message);
        Assert.Equal("--sql needs a value", Assert.Throws<PipelineException>(() => Parse(("target", "Query"), ("sql", ""))).Message);
    }

    [Fact]
    public void All_errors_come_at_once() =>
        Assert.Equal(3, Assert.Throws<PipelineException>(() => Parse(("confg", "x"), ("stage", "x"), ("jobs", "x"))).Message.Split('\n').Length);

    private static Arguments Parse(params (string Name, string Value)[] given) => Arguments.Parse(
        given.Select(g => KeyValuePair.Create<string, ICollection<string>>(g.Name, [g.Value])),
        ["Default", "Status", "Test", "Query"], ["default", "smoke"], ["generate", "train"]);
}
