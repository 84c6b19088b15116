using System.Text;
using System.Text.RegularExpressions;
using Landscape.Staging.Tests;

namespace Landscape.Faults.Tests.Inputs;

/// <summary>
/// Damaged and odd configurations of the real stages: refused with a place and an expectation, or accepted as what they say. ConfigurationFuzzTests does the same for options that have
/// every kind of value; here is what people have.
/// </summary>
public sealed class ConfigurationTests
{
    private const string Place = @"\Aconfigs/x\.yml\([1-9][0-9]*,[1-9][0-9]*\): error LP01[01][0-9]: [^\r\n]+\z";

    private static readonly string[] Values =
    [
        "", "~", "null", "[]", "{}", "[1", "{a: 1", "1e999", "-1e999", "1e-400", ".inf", "NaN", "0x10", "0o7", "1_000", "99999999999999999999", "9007199254740993", "-1", "0", "1.5", "1,5", "yes", "on", "TRUE",
        "'1'", "\"\\u0000\"", "&a 1", "*a", "!!int 1", "!!python/object:os.system x", "|", ">", "- 1", "a: b: c", "2026-01-01", "[[[[[[1]]]]]]", "#", "%", "@", "`", "1 2", "tanh, tanh", "\u00a01", "\u200b1", new('9', 5000), new('x', 5000),
    ];

    public static TheoryData<string, string> Structures => new()
    {
        { "", "LP0102.*seed" },
        { "- seed: 1\n- generate:\n", "LP0103.*expected sections" },
        { "seed: 1\nseed: 1\n", "LP0104.*seed" },
        { "seed: 1\ntrain: {}\ntrain: {}\n", "LP0104.*train" },
        { "seed: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "LP0109.*anchor" },
        { "seed: 1\ntrain:\n  <<: { widths: [1] }\n", "LP0109.*merge key" },
        { "seed: 1\n---\nseed: 2\n", "LP0109.*second document" },
        { "seed: 1\ntrain:\n\twidths: [1]\n", "LP0108.*tab" },
        { "seed: 1\0\n", "LP0108.*U\\+0000" },
        { "seed: 1e999\n", "LP010[35].*seed" },
        { "seed: 99999999999999999999\n", "LP010[35].*seed" },
        { "seed: -1\n", "LP0105.*seed" },
        { "seed: 1\ngenerate: 3\n", "LP0103.*expected a group of keys" },
        { "seed: 1\ngenerate:\n  targets:\n    family: table\n", "LP0103.*targets" },
        { "seed: 1\ngenerate:\n  targets:\n    - { family: table, file: no/such.csv }\n", "LP0110.*no/such.csv" },
        { "seed: 1\ngenerate:\n  targets:\n    - { family: table, file: ../outside.csv }\n", "LP0110.*outside" },
        { "seed: 1\ngenerate:\n  targets:\n    - { family: table, file: configs }\n", "LP0110.*folder" },
        { "seed: 1\nx: " + new string('[', 100_000), "LP0109.*levels deep" },
        { "seed: 1\n# " + new string('x', 2_000_000), "LP0100.*characters" },
    };

    [Theory]
    [MemberData(nameof(Structures))]
    public void What_configurations_must_not_have_is_refused_by_name(string text, string message)
    {
        var (plan, errors) = Configurations.Bind(Encoding.UTF8.GetBytes(text));
        Assert.Null(plan);
        Assert.All(errors, error => Assert.Matches(Place, error));
        Assert.Contains(errors, error => Regex.IsMatch(error, message));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused_with_their_line()
    {
        byte[] bytes = [.. "seed: 1\n"u8, 0xff, 0xfe, .. "train:\n"u8];
        Assert.Equal(["configs/x.yml(2,1): error LP0100: not UTF-8 text; save the file as UTF-8"], Configurations.Bind(bytes).Errors);
    }

    [Fact]
    public void A_mutated_configuration_is_refused_with_places_or_gives_a_plan_that_differs_as_its_values_do()
    {
        var random = new Random(20260103);
        string[] wholes = [Configurations.Text("smoke"), Configurations.Text("default"), Configurations.Text("paper")];
        var known = new Dictionary<string, string>();
        for (var trial = 0; trial < Size.Of(300, 1500); trial++)
        {
            var text = Mutated(wholes[trial % wholes.Length], random);
            var (plan, errors) = Bound(text);
            Assert.All(errors, error => Assert.Matches(Place, error));
            Assert.True(errors.Count > 0 || plan is not null, text);
            Journal.Write(new Fault("mutated configuration", errors is [var first, ..] ? first : "accepted", errors.Count > 0, Wrong: false, 0));
            if (plan is not null)
            {
                var values = $"{plan.Seed} {string.Join('\n', plan.Stages.SelectMany(s => s.Value.Values).Select(v => $"{v.Key}={v.Value}").Distinct())}";
                var fingerprints = string.Concat(Configurations.Fingerprints(plan).Values);
                Assert.Equal(fingerprints, known.GetValueOrDefault(values, fingerprints));
                known[values] = fingerprints;
            }
        }

        Assert.Equal(known.Count, known.Values.Distinct().Count());
        Assert.True(known.Count > 5, "the mutations are too rough to say anything about accepted configurations");
    }

    [Fact]
    public void Layout_comments_order_and_spelling_change_no_fingerprint()
    {
        var random = new Random(20260104);
        foreach (var config in new[] { "smoke", "default", "paper" })
        {
            var text = Configurations.Text(config);
            var expected = Fingerprints(text);
            for (var trial = 0; trial < Size.Of(8, 60); trial++)
            {
                Assert.Equal(expected, Fingerprints(Rewritten(text, random)));
            }
        }
    }

    [Fact]
    public void A_changed_number_changes_the_fingerprint_of_the_stages_that_read_it_and_of_no_other()
    {
        var random = new Random(20260105);
        var text = Configurations.Text("smoke");
        var expected = Fingerprints(text);
        var changed = 0;
        for (var trial = 0; trial < Size.Of(60, 200); trial++)
        {
            var numbers = Regex.Matches(text, @"(?<=[:\[,] )[0-9]+(?=[,\] \n}])");
            var number = numbers[random.Next(numbers.Count)];
            var (plan, _) = Bound($"{text[..number.Index]}{long.Parse(number.Value) + 1}{text[(number.Index + number.Length)..]}");
            if (plan is null)
            {
                continue;
            }

            changed++;
            var section = Regex.Matches(text[..number.Index], "^([a-z]+):", RegexOptions.Multiline)[^1].Groups[1].Value;
            var stages = Configurations.Checkout is var checkout && section == "seed"
                ? expected.Keys
                : Pipeline.StageGraph.Load(checkout).Stages.Where(s => s.Sections.Contains(section)).Select(s => s.Name);
            Assert.Equal(stages.Order(), Configurations.Fingerprints(plan).Where(f => expected[f.Key] != f.Value).Select(f => f.Key));
        }

        Assert.True(changed > 10, $"{changed} of the changed numbers were accepted");
    }

    private static SortedDictionary<string, string> Fingerprints(string text)
    {
        var (plan, errors) = Bound(text);
        Assert.True(plan is not null, $"{string.Join('\n', errors)}\n{text}");
        return Configurations.Fingerprints(plan);
    }

    private static (Pipeline.Plan? Plan, IReadOnlyList<string> Errors) Bound(string text)
    {
        try
        {
            return Configurations.Bind(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.GetType().Name} on {text}", failure);
        }
    }

    private static string Mutated(string text, Random random)
    {
        if (random.Next(3) == 0)
        {
            return TextMutation.Several(text, random);
        }

        var lines = text.Split('\n');
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var at = random.Next(lines.Length);
            lines[at] = random.Next(5) switch
            {
                0 => lines[at] + "\n" + lines[at],
                1 => "",
                2 => " " + lines[at],
                3 => Regex.Replace(lines[at], @"[a-z_]+(?=:)", m => m.Value + "x"),
                _ => WithValue(lines[at], random),
            };
        }

        return string.Join('\n', lines);
    }

    private static string WithValue(string line, Random random)
    {
        var values = Regex.Matches(line, @"(?<=[:,\[] ?)[^\s:,\[\]{}]+");
        return values.Count == 0 ? line : values[random.Next(values.Count)] is var value ? line[..value.Index] + Values[random.Next(Values.Length)] + line[(value.Index + value.Length)..] : line;
    }

    /// <summary>The same configuration as another person might write it.</summary>
    private static string Rewritten(string text, Random random)
    {
        // Without the section of prose, in whose folded lines a remark would be text.
        var sections = Regex.Split(text, @"^(?=[a-z]+:)", RegexOptions.Multiline).Where(s => !s.StartsWith("publication:", StringComparison.Ordinal)).Select(s => s.TrimEnd() + "\n").ToArray();
        random.Shuffle(sections);
        var lines = string.Concat(sections).Split('\n').Select(line => random.Next(6) switch
        {
            0 when line.Length > 0 => line + " # a remark: [with] {signs}",
            1 => line + "\n\n  # a remark",
            2 => Regex.Replace(line, @"(?<=[,:\[] )([0-9]+)\.([0-9])e-([0-9])", "0.$1$2e-$3").Replace("0.10e-", "1E-", StringComparison.Ordinal),
            3 => Regex.Replace(line, @"^( *(?:- )?)([a-z_]+):", "$1\"$2\":"),
            4 => line.Replace("{ ", "{", StringComparison.Ordinal).Replace(" }", "}", StringComparison.Ordinal),
            _ => line + "   ",
        });
        return string.Concat(random.Next(3) == 0 ? "\uFEFF" : "", string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines));
    }
}
