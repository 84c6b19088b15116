using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Tests;

public class CanonicalFormTests
{
    private const string Defaults =
        """{"budget":1000,"interval":{"high":1,"low":0},"intervals":[],"kernel":{"family":"squared-exponential","length":0.5,"variance":1},"label":"run","method":"trust-region-newton","step_size":0.1,"table":null,"tolerance":null,"traces":true,"widths":[1,2]}""";

    [Theory]
    [InlineData("seed: 1")]
    [InlineData("seed: 1\nsample:")]
    [InlineData("seed: 1\nsample: {}\nempty: ~")]
    [InlineData("\uFEFFseed: 1\r\nsample:\r\n  traces: true\r\n")]
    [InlineData("seed: 1\nsample: {widths: [1, 2], step_size: 0.1, budget: 1000, interval: {low: 0, high: 1.0}, kernel: {length: 5e-1, family: squared-exponential}}")]
    public void Defaults_are_filled_in_with_keys_in_ordinal_order(string yaml) =>
        Assert.Equal($"1 sample={Defaults} empty={{}}", Samples.Canonical(yaml));

    [Fact]
    public void Comments_key_order_quoting_layout_and_spelt_out_defaults_do_not_change_the_canonical_form() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var chosen = ChosenOptions(new Random(seed));
            return Samples.Canonical(Layout(chosen, new Random(seed + 1))) == Samples.Canonical(Layout(chosen, new Random(seed + 2)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Different_options_have_different_canonical_forms_and_values() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Two().ToArbitrary(), pair =>
        {
            var (a, b) = (ChosenOptions(new Random(pair.Item1)), ChosenOptions(new Random(pair.Item2)));
            var (formA, formB) = (Samples.Canonical(Layout(a, new Random(1))), Samples.Canonical(Layout(b, new Random(1))));
            var same = a.OrderBy(o => o.Key).SequenceEqual(b.OrderBy(o => o.Key));
            return same == (formA == formB) && same == Values(Layout(a, new Random(1))).SequenceEqual(Values(Layout(b, new Random(1))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_finite_double_reads_back_bit_for_bit() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), value =>
        {
            var json = Sample($"seed: 1\nsample: {{tolerance: {value.ToString("R", CultureInfo.InvariantCulture)}}}");
            return BitConverter.DoubleToInt64Bits(json.GetProperty("tolerance").GetDouble()) == BitConverter.DoubleToInt64Bits(value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Canonical_options_bind_to_themselves()
    {
        var json = Sample("seed: 1\nsample: {widths: [3], tolerance: 1e-300, kernel: {family: sum, terms: [{family: squared-exponential, length: 2}]}, table: data/table.csv, intervals: [{low: -0.0}]}");
        var errors = new ConfigErrors("request");
        var options = new OptionsBinder(errors, _ => null).BindRecord((MappingNode)JsonNodes.Of(json), new RecordShape(typeof(SampleOptions)), "sample");
        Assert.Empty(errors.InFileOrder);
        Assert.Equal(json.GetRawText(), CanonicalOptions.ToJson(options).GetRawText());
        Assert.Equal(new InputFile("data/table.csv"), ((SampleOptions)options).Table);
        Assert.Equal(2.0, Assert.IsType<SquaredExponentialOptions>(Assert.IsType<SumOptions>(((SampleOptions)options).Kernel).Terms[0]).Length);
    }

    [Fact]
    public void Flat_values_are_ordinal_and_tell_nothing_from_the_text_null()
    {
        var json = JsonElement.Parse("""{"b":[true,{"c":1.5}],"a":null,"n":"null","e":"","q":"\"x\"","l":[],"t":"plain text"}""");
        Assert.Equal(
            ["s.a=null", "s.b[0]=true", "s.b[1].c=1.5", "s.e=\"\"", "s.l=[]", "s.n=\"null\"", "s.q=\"\\\"x\\\"\"", "s.t=plain text"],
            CanonicalOptions.Flatten("s", json).Select(value => $"{value.Key}={value.Value}"));
    }

    [Fact]
    public void Input_files_are_recorded_with_their_hash()
    {
        var (configuration, errors) = Samples.Bind("seed: 1\nsample: {table: data/table.csv}");
        Assert.Empty(errors);
        // SHA-256 of "abc": FIPS 180-4's own example.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", configuration!.Sections["sample"].Files["data/table.csv"]);
        Assert.Empty(configuration.Sections["empty"].Files);
    }

    [Theory]
    [InlineData(Method.GradientFlow, "gradient-flow")]
    [InlineData(Method.Matern12, "matern-1/2")]
    public void Members_of_closed_sets_have_kebab_case_names_unless_they_say_otherwise(Method value, string name) => Assert.Equal(name, OptionNames.Of(value));

    private static JsonElement Sample(string yaml)
    {
        var (configuration, errors) = Samples.Bind(yaml);
        Assert.Empty(errors);
        return configuration!.Sections["sample"].Json;
    }

    private static SortedDictionary<string, string> Values(string yaml) => CanonicalOptions.Flatten("sample", Sample(yaml));

    /// <summary>Some keys of the section with values other than the defaults.</summary>
    private static Dictionary<string, string> ChosenOptions(Random random)
    {
        (string Key, string Value)[] all =
        [
            ("widths", random.Next(2) == 0 ? "[7]" : "[2, 1]"), ("step_size", "0.25"), ("budget", $"{random.Next(1, 4)}"), ("traces", "false"),
            ("label", random.Next(2) == 0 ? "abc" : "xyz"), ("method", "gradient-flow"), ("tolerance", "1e-9"), ("table", "data/table.csv"),
        ];
        return all.Where(_ => random.Next(2) == 0).ToDictionary(option => option.Key, option => option.Value);
    }

    /// <summary>The same options in another dress: shuffled, commented, flow or block style, quoted where quoting means nothing, defaults written out or not.</summary>
    private static string Layout(Dictionary<string, string> options, Random random)
    {
        var defaults = new Dictionary<string, string>
        {
            ["widths"] = "[1, 2]",
            ["step_size"] = "0.10",
            ["budget"] = "1000",
            ["traces"] = "true",
            ["label"] = "run",
            ["method"] = "trust-region-newton",
            ["tolerance"] = "null",
        };
        var written = options.Concat(defaults.Where(d => !options.ContainsKey(d.Key) && random.Next(2) == 0)).ToArray();
        random.Shuffle(written);
        var lines = written.Select(option => $"{Quoted(option.Key, random)}: {(option.Key is "label" or "method" or "table" ? Quoted(option.Value, random) : option.Value)}").ToList();
        var text = new StringBuilder(random.Next(2) == 0 ? "# a comment\n" : "");
        string[] sections = ["seed: 1\n", random.Next(2) == 0 ? Block(lines, random) : $"sample: {{{string.Join(", ", lines)}}}\n"];
        random.Shuffle(sections);
        return text.AppendJoin("\n", sections).ToString();
    }

    private static string Block(List<string> lines, Random random) =>
        "sample:\n" + string.Concat(lines.Select(line => $"    {line}{(random.Next(2) == 0 ? "   # why" : "")}\n"));

    private static string Quoted(string text, Random random) => random.Next(3) switch { 0 => $"'{text}'", 1 => $"\"{text}\"", _ => text };
}
