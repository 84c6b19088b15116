using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Landscape.Staging.Tests;

/// <summary>Every way in which a configuration can be wrong, with the whole line that the user sees.</summary>
public class ConfigurationErrorTests
{
    private const string MethodNames = "gradient-flow, trust-region-newton, matern-1/2";
    private const string SampleKeys = "widths, step_size, budget, traces, label, method, tolerance, interval, intervals, kernel, table";

    public static TheoryData<string, string> SingleErrors => new()
    {
        // Unknown names.
        { "seed: 1\nsampel:\n  traces: true", "(2,1): error LP0101: sampel: unknown section; expected one of seed, sample, empty; did you mean 'sample'?" },
        { "seed: 1\nsample:\n  widht: [1]", $"(3,3): error LP0101: sample.widht: unknown key; expected one of {SampleKeys}; did you mean 'widths'?" },
        { "seed: 1\nsample: {zzzzzzzzz: 1}", $"(2,10): error LP0101: sample.zzzzzzzzz: unknown key; expected one of {SampleKeys}" },
        { "seed: 1\nsample:\n  interval: {low: 0, hihg: 2}", "(3,22): error LP0101: sample.interval.hihg: unknown key; expected one of low, high; did you mean 'high'?" },
        { "seed: 1\nempty: {a: 1}", "(2,9): error LP0101: empty.a: unknown key; nothing is allowed here" },
        { "seed: 1\nsample:\n  method: gradient_flow", $"(3,11): error LP0106: sample.method: unknown value 'gradient_flow'; expected one of {MethodNames}; did you mean 'gradient-flow'?" },
        { "seed: 1\nsample:\n  method: GradientFlow", $"(3,11): error LP0106: sample.method: unknown value 'GradientFlow'; expected one of {MethodNames}; did you mean 'gradient-flow'?" },
        { "seed: 1\nsample:\n  kernel: {family: sun}", "(3,20): error LP0106: sample.kernel.family: unknown value 'sun'; expected one of squared-exponential, sum; did you mean 'sum'?" },
        { "seed: 1\nsample:\n  kernel: {family: sum, length: 1}", "(3,25): error LP0101: sample.kernel.length: unknown key; expected one of family, variance, terms" },

        { "seed: 1\nsample:\n  method: \"a\\nb\"", $"(3,11): error LP0106: sample.method: unknown value 'a\\u000ab'; expected one of {MethodNames}" },
        { "seed: 1\nsample:\n  kernel: {family: [sum]}", "(3,20): error LP0106: sample.kernel.family: unknown value a list; expected one of squared-exponential, sum" },
        { "seed: 1\nsample:\n  budget: 1234567890123456789012345678901234567890123", "(3,11): error LP0105: sample.budget: expected an integer at least 1 (64 bits), found 1234567890123456789012345678901234567890..." },

        // Keys that are missing or stand twice.
        { "sample:\n  traces: true", "(1,1): error LP0102: seed: required key missing; expected an integer from 0 to 9007199254740991" },
        { "", "(1,1): error LP0102: seed: required key missing; expected an integer from 0 to 9007199254740991" },
        { "# nothing but a comment\n", "(1,1): error LP0102: seed: required key missing; expected an integer from 0 to 9007199254740991" },
        { "---\n", "(1,1): error LP0102: seed: required key missing; expected an integer from 0 to 9007199254740991" },
        { "seed: 1\nsample:\n  kernel: {variance: 2}", "(3,11): error LP0102: sample.kernel.family: required key missing; expected one of squared-exponential, sum" },
        { "seed: 1\nseed: 2", "(2,1): error LP0104: seed: the key stands here again; first at line 1, column 1" },
        { "seed: 1\nsample:\n  traces: true\n  traces: true", "(4,3): error LP0104: sample.traces: the key stands here again; first at line 3, column 3" },
        { "seed: 1\nsample: {}\nsample: {}", "(3,1): error LP0104: sample: the key stands here again; first at line 2, column 1" },

        // Wrong types.
        { "seed: 1\nsample: 3", "(2,9): error LP0103: sample: expected a group of keys, found the integer '3'" },
        { "seed: 1\nsample:\n  - widths", "(3,3): error LP0103: sample: expected a group of keys, found a list" },
        { "seed: 1\nsample:\n  budget: many", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found the text 'many'" },
        { "seed: 1\nsample:\n  budget: 10.0", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found the number '10.0'; did you mean '10'?" },
        { "seed: 1\nsample:\n  budget: 1e3", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found the number '1e3'; did you mean '1000'?" },
        { "seed: 1\nsample:\n  budget: 10.5", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found the number '10.5'" },
        { "seed: 1\nsample:\n  budget: 0x10", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found the text '0x10'" },
        { "seed: 1\nsample:\n  budget: 1_000", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found the text '1_000'" },
        { "seed: 1\nsample:\n  budget: '10'", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found the text '10'; remove the quotes" },
        { "seed: 1\nsample:\n  budget:", "(3,10): error LP0103: sample.budget: expected an integer at least 1, found nothing" },
        { "seed: 1\nsample:\n  budget: null", "(3,11): error LP0103: sample.budget: expected an integer at least 1, found nothing" },
        { "seed: 1\nsample:\n  step_size: 0,5", "(3,14): error LP0103: sample.step_size: expected a number greater than 0 and at most 1, found the text '0,5'; did you mean '0.5'?" },
        { "seed: 1\nsample:\n  step_size: .inf", "(3,14): error LP0103: sample.step_size: expected a number greater than 0 and at most 1, found the non-finite number '.inf'" },
        { "seed: 1\nsample:\n  tolerance: .NaN", "(3,14): error LP0103: sample.tolerance: expected a number, found the non-finite number '.NaN'" },
        { "seed: 1\nsample:\n  step_size: \"0.5\"", "(3,14): error LP0103: sample.step_size: expected a number greater than 0 and at most 1, found the text '0.5'; remove the quotes" },
        { "seed: 1\nsample:\n  traces: yes", "(3,11): error LP0103: sample.traces: expected true or false, found the text 'yes'; did you mean 'true' without quotes?" },
        { "seed: 1\nsample:\n  traces: 1", "(3,11): error LP0103: sample.traces: expected true or false, found the integer '1'" },
        { "seed: 1\nsample:\n  label: 12", "(3,10): error LP0103: sample.label: expected a text of 1 to 8 characters, found the integer '12'; write it in quotes: '12'" },
        { "seed: 1\nsample:\n  label: true", "(3,10): error LP0103: sample.label: expected a text of 1 to 8 characters, found the truth value 'true'; write it in quotes: 'true'" },
        { "seed: 1\nsample:\n  widths: 3", "(3,11): error LP0103: sample.widths: expected a list of 1 to 4 integers, each from 1 to 100, found the integer '3'; did you mean [3]?" },
        { "seed: 1\nsample:\n  widths: {a: 1}", "(3,11): error LP0103: sample.widths: expected a list of 1 to 4 integers, each from 1 to 100, found a group of keys" },
        { "seed: 1\nsample:\n  widths:\n    - 1\n    - two", "(5,7): error LP0103: sample.widths[1]: expected an integer from 1 to 100, found the text 'two'" },
        { "seed: 1\nsample:\n  widths: [1, null]", "(3,15): error LP0103: sample.widths[1]: expected an integer from 1 to 100, found nothing" },
        { "seed: 1\nsample:\n  method: [gradient-flow]", $"(3,11): error LP0103: sample.method: expected one of {MethodNames}, found a list" },
        { "seed: 1\nsample:\n  interval: 3", "(3,13): error LP0103: sample.interval: expected a group of keys, found the integer '3'" },
        { "seed: 1\nsample:\n  intervals: [{low: 0}, 4]", "(3,25): error LP0103: sample.intervals[1]: expected a group of keys, found the integer '4'" },
        { "seed: 1\nsample:\n  kernel: sum", "(3,11): error LP0103: sample.kernel: expected a group of keys with 'family', found the text 'sum'" },
        { "seed: one", "(1,7): error LP0103: seed: expected an integer from 0 to 9007199254740991, found the text 'one'" },
        { "- seed", "(1,1): error LP0103: expected sections ('name:' and indented keys), found a list" },
        { "just text", "(1,1): error LP0103: expected sections ('name:' and indented keys), found the text 'just text'" },

        // Out of range.
        { "seed: -1", "(1,7): error LP0105: seed: expected an integer from 0 to 9007199254740991, found -1" },
        { "seed: 9007199254740992", "(1,7): error LP0105: seed: expected an integer from 0 to 9007199254740991, found 9007199254740992" },
        { "seed: 99999999999999999999", "(1,7): error LP0105: seed: expected an integer from 0 to 9007199254740991 (64 bits), found 99999999999999999999" },
        { "seed: 1\nsample:\n  widths: [3000000000]", "(3,12): error LP0105: sample.widths[0]: expected an integer from 1 to 100 (32 bits), found 3000000000" },
        { "seed: 1\nsample:\n  widths: [1, 101]", "(3,15): error LP0105: sample.widths[1]: expected an integer from 1 to 100, found 101" },
        { "seed: 1\nsample:\n  widths: []", "(3,11): error LP0105: sample.widths: expected a list of 1 to 4 integers, each from 1 to 100, found 0" },
        { "seed: 1\nsample:\n  widths: [1, 2, 3, 4, 5]", "(3,11): error LP0105: sample.widths: expected a list of 1 to 4 integers, each from 1 to 100, found 5" },
        { "seed: 1\nsample:\n  step_size: 0", "(3,14): error LP0105: sample.step_size: expected a number greater than 0 and at most 1, found 0" },
        { "seed: 1\nsample:\n  tolerance: 1e999", "(3,14): error LP0105: sample.tolerance: expected a number, found 1e999, which a double cannot hold" },
        { "seed: 1\nsample:\n  tolerance: 1e-999", "(3,14): error LP0105: sample.tolerance: expected a number, found 1e-999, which a double cannot hold" },
        { "seed: 1\nsample:\n  label: abcdefghi", "(3,10): error LP0105: sample.label: expected a text of 1 to 8 characters, found 9" },
        { "seed: 1\nsample:\n  label: ABC", "(3,10): error LP0105: sample.label: expected lower-case letters in label" },
        { "seed: 1\nsample:\n  kernel: {family: sum, terms: [{family: squared-exponential, length: 0}]}", "(3,71): error LP0105: sample.kernel.terms[0].length: expected a number greater than 0, found 0" },

        // Values that do not go together; the position is that of the first member named.
        { "seed: 1\nsample:\n  interval:\n    low: 2\n    high: 1", "(5,11): error LP0107: sample.interval.high: low 2 exceeds high 1 (together with low)" },
        { "seed: 1\nsample:\n  interval: {low: 2}", "(3,13): error LP0107: sample.interval.high: low 2 exceeds high 1 (together with low)" },
        { "seed: 1\nsample:\n  intervals: [{}, {high: -1}]", "(3,26): error LP0107: sample.intervals[1].high: low 0 exceeds high -1 (together with low)" },

        // Not YAML, or YAML that configurations do not use.
        { "seed: 1\nsample:\n\ttraces: true", "(3,1): error LP0108: a tab in the indentation; YAML is indented with spaces" },
        { "seed: 1\u0007", "(1,8): error LP0108: the control character U+0007; remove it" },
        { "seed: &s 1", "(1,7): error LP0109: not supported in configurations: the anchor '&s'; write the value out where it is used" },
        { "seed: 1\nsample:\n  budget: *s", "(3,11): error LP0109: not supported in configurations: the alias '*s'; write the value out" },
        { "seed: 1\nsample:\n  <<: {traces: true}", "(3,3): error LP0109: not supported in configurations: the merge key '<<'; write the keys out" },
        { "seed: !!int 1", "(1,7): error LP0109: not supported in configurations: the tag 'tag:yaml.org,2002:int'; types are known from the keys" },
        { "seed: 1\n---\nseed: 2", "(2,1): error LP0109: not supported in configurations: a second document ('---'); a configuration is one document" },
        { "seed: 1\n? [a, b]\n: 2", "(2,3): error LP0109: not supported in configurations: a list or group as a key; keys are names" },

        // Input files.
        { "seed: 1\nsample:\n  table: data/tabel.csv", "(3,10): error LP0110: sample.table: no file 'data/tabel.csv' in the repository; did you mean 'table.csv' there?" },
        { "seed: 1\nsample:\n  table: data", "(3,10): error LP0110: sample.table: 'data' is a folder; expected a file" },
        { "seed: 1\nsample:\n  table: /etc/hostname", "(3,10): error LP0110: sample.table: '/etc/hostname' is outside the repository; expected a path relative to it" },
        { "seed: 1\nsample:\n  table: ../table.csv", "(3,10): error LP0110: sample.table: '../table.csv' is outside the repository; expected a path relative to it" },
        { "seed: 1\nsample:\n  table: data\\table.csv", "(3,10): error LP0110: sample.table: 'data\\table.csv' has backslashes; write forward slashes, which work everywhere" },
        { "seed: 1\nsample:\n  table: \"a\\0b\"", "(3,10): error LP0110: sample.table: a path without control characters expected" },
        { "seed: 1\nsample:\n  table: 3", "(3,10): error LP0110: sample.table: no file '3' in the repository" },
    };

    [Theory]
    [MemberData(nameof(SingleErrors))]
    public void A_mistake_is_named_with_its_place_and_the_nearest_right_thing(string yaml, string expected) =>
        Assert.Equal(["configs/x.yml" + expected], Samples.Bind(yaml).Errors);

    [Theory]
    [InlineData("seed: 1\nsample: {traces: true")]
    [InlineData("seed: 1\nsample: [1, 2")]
    [InlineData("seed: 1\n  sample: 2")]
    [InlineData("seed: 'open")]
    [InlineData("seed: \"\\q\"")]
    [InlineData("seed: @x")]
    [InlineData("{]")]
    [InlineData("seed: 1\n}")]
    public void A_text_that_is_not_YAML_is_one_syntax_error_with_a_place(string yaml)
    {
        var error = Assert.Single(Samples.Bind(yaml).Errors);
        Assert.Matches(@"^configs/x\.yml\([0-9]+,[0-9]+\): error LP0108: not valid YAML: \S", error);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void All_mistakes_are_reported_at_once_in_file_order()
    {
        var (_, errors) = Samples.Bind("""
            sed: 1
            sample:
              widths: [0, x]
              step_size: big
              interval: {low: 3, high: 2, mid: 1}
              method: newton
            empty: [1]
            """);
        Assert.Equal(
            ["(1,1)", "(1,1)", "(3,12)", "(3,15)", "(4,14)", "(5,31)", "(6,11)", "(7,8)"],
            errors.Select(error => error[error.IndexOf('(')..(error.IndexOf(')') + 1)]));
        Assert.Equal(
            ["LP0101", "LP0102", "LP0105", "LP0103", "LP0103", "LP0101", "LP0106", "LP0103"],
            errors.Select(error => error.Substring(error.IndexOf("LP0", StringComparison.Ordinal), 6)));
    }

    [Fact]
    public void A_missing_section_with_a_required_key_is_named()
    {
        var (_, errors) = Samples.Bind("seed: 1", new Dictionary<string, Type> { ["strict"] = typeof(StrictOptions) });
        Assert.Equal(["configs/x.yml(1,1): error LP0102: strict.starts: required key missing; expected an integer from 1 to 40"], errors);
    }

    [Fact]
    public void A_default_that_breaks_its_own_range_is_the_author_s_error_not_the_user_s()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => Samples.Bind("seed: 1", new Dictionary<string, Type> { ["odd"] = typeof(OddOptions) }));
        Assert.Equal("a default of OddOptions breaks its own rules: odd.share: expected a number from 0 to 1, found 2", failure.Message);
    }

    private sealed record OddOptions
    {
        [Range(0.0, 1.0)]
        public double Share { get; init; } = 2;
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    public void Enormous_nesting_is_refused_without_exhausting_the_stack(string open, string close)
    {
        const int Depth = 100_000;
        var yaml = "seed: " + string.Concat(Enumerable.Repeat(open, Depth)) + string.Concat(Enumerable.Repeat(close, Depth));
        Assert.Contains("nested more than 32 levels deep", Assert.Single(Samples.Bind(yaml).Errors));
    }

    [Fact]
    public void Enormous_files_are_refused() =>
        Assert.Contains("LP0100: 2000008 characters", Assert.Single(Samples.Bind("seed: 1\n" + new string(' ', 2_000_000)).Errors));

    [Fact]
    public void Text_in_another_encoding_is_refused_with_its_line()
    {
        var bytes = Encoding.ASCII.GetBytes("seed: 1\n# gr?n\n");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xfc; // u umlaut in Latin-1, no UTF-8 sequence
        Assert.Equal(["configs/x.yml(2,1): error LP0100: not UTF-8 text; save the file as UTF-8"], Samples.Bind(bytes).Errors);
    }
}
