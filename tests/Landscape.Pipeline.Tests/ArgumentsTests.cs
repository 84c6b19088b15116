namespace Landscape.Pipeline.Tests;

public sealed class ArgumentsTests
{
    [Fact]
    public void Nothing_given_means_all_processors_and_no_choice() =>
        Assert.Equal(new Arguments(null, null, Environment.ProcessorCount, 64), Parse());

    [Fact]
    public void Valid_arguments_are_taken() =>
        Assert.Equal(new Arguments("smoke", "train", 3, 200), Parse(("target", "status"), ("config", "smoke"), ("stage", "train"), ("jobs", "3"), ("shards", "200")));

    [Theory]
    [InlineData("confg", "smoke", "unknown argument '--confg'; expected one of --target, --config, --stage, --jobs, --shards; did you mean '--config'?")]
    [InlineData("target", "Tset", "unknown target 'Tset'; expected one of Default, Status, Test; did you mean 'Test'?")]
    [InlineData("config", "smok", "unknown config 'smok'; expected one of default, smoke; did you mean 'smoke'?")]
    [InlineData("stage", "trian", "unknown stage 'trian'; expected one of generate, train; did you mean 'train'?")]
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

    [Fact]
    public void All_errors_come_at_once() =>
        Assert.Equal(3, Assert.Throws<PipelineException>(() => Parse(("confg", "x"), ("stage", "x"), ("jobs", "x"))).Message.Split('\n').Length);

    private static Arguments Parse(params (string Name, string Value)[] given) => Arguments.Parse(
        given.Select(g => KeyValuePair.Create<string, ICollection<string>>(g.Name, [g.Value])),
        ["Default", "Status", "Test"], ["default", "smoke"], ["generate", "train"]);
}
