using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Pipeline.Tests;

public sealed class FingerprintTests
{
    private static readonly Ingredients Some = new(
        "train", 1, 7, Map("Landscape.Stages.Train", "a1"), Map("train.steps", "100"), Map("data/my.csv", "f1"), Map("generate/nodes", "c1"));

    public static TheoryData<string, Ingredients> Variations => new()
    {
        { "stage", Some with { Stage = "detect" } },
        { "schema version", Some with { SchemaVersion = 2 } },
        { "seed", Some with { Seed = 8 } },
        { "assembly hash", Some with { Assemblies = Map("Landscape.Stages.Train", "a2") } },
        { "assembly name", Some with { Assemblies = Map("Landscape.Models", "a1") } },
        { "config value", Some with { Config = Map("train.steps", "200") } },
        { "config key", Some with { Config = Map("train.starts", "100") } },
        { "file", Some with { Files = Map("data/my.csv", "f2") } },
        { "input", Some with { Inputs = Map("generate/nodes", "c2") } },
        { "further input", Some with { Inputs = new Dictionary<string, string>(Some.Inputs) { ["generate/problems"] = "p" } } },
    };

    [Theory]
    [MemberData(nameof(Variations))]
    public void Every_ingredient_is_in_the_fingerprint(string what, Ingredients changed)
    {
        Assert.True(Some.Fingerprint() != changed.Fingerprint(), what);
    }

    [Fact]
    public void The_order_of_keys_is_not_in_the_fingerprint()
    {
        Prop.ForAll<Dictionary<NonNull<string>, NonNull<string>>>(values =>
        {
            var texts = values.ToDictionary(v => v.Key.Get, v => v.Value.Get);
            var reversed = texts.Reverse().ToDictionary();
            return (Some with { Config = texts }).Fingerprint() == (Some with { Config = reversed }).Fingerprint();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Different_config_values_give_different_fingerprints()
    {
        // A separator inside a key or value must not make two configurations look alike.
        Prop.ForAll<NonNull<string>, NonNull<string>>((a, b) =>
            a.Get == b.Get || (Some with { Config = Map(a.Get, b.Get) }).Fingerprint() != (Some with { Config = Map(b.Get, a.Get) }).Fingerprint())
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Ingredients_read_back_from_a_manifest_have_the_same_fingerprint()
    {
        Prop.ForAll<NonNull<string>, long>((value, seed) =>
        {
            var ingredients = Some with { Config = Map("key", value.Get), Seed = seed };
            var text = CanonicalJson.Indented(ingredients.ToJson());
            return Ingredients.FromJson(System.Text.Json.Nodes.JsonNode.Parse(text)!).Fingerprint() == ingredients.Fingerprint();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Changes_name_the_ingredient_with_old_and_new_value()
    {
        var changed = Some with
        {
            Seed = 8,
            Config = Map("train.steps", "200"),
            Assemblies = Map("Landscape.Stages.Train", "0123456789abcdef"),
            Inputs = new Dictionary<string, string>(),
        };
        string[] expected =
        [
            "seed: 7 -> 8",
            "config train.steps: 100 -> 200",
            "code Landscape.Stages.Train: a1 -> 0123456789ab",
            "input generate/nodes: c1 -> (none)",
        ];
        Assert.Equal(expected, changed.ChangesSince(Some).Select(c => c.ToString()));
        Assert.Empty(Some.ChangesSince(Some));
    }

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };
}
