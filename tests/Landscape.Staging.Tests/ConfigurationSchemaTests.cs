using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Tests;

public class ConfigurationSchemaTests
{
    /// <summary>Written by hand from <see cref="SampleOptions"/>; only its white space is arranged by the test.</summary>
    private const string Expected = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Configuration of LandscapePipeline",
          "type": "object",
          "additionalProperties": false,
          "required": ["seed"],
          "properties": {
            "seed": { "description": "The master seed: every random stream of the run derives from it.", "type": "integer", "minimum": 0, "maximum": 9007199254740991 },
            "sample": { "$ref": "#/$defs/sample" },
            "strict": { "$ref": "#/$defs/strict" },
            "empty": { "$ref": "#/$defs/empty" }
          },
          "$defs": {
            "empty": { "type": ["object", "null"], "additionalProperties": false, "properties": {} },
            "sample": {
              "type": ["object", "null"],
              "additionalProperties": false,
              "properties": {
                "widths": { "description": "Hidden widths.", "type": "array", "items": { "type": "integer", "minimum": 1, "maximum": 100 }, "minItems": 1, "maxItems": 4, "default": [1, 2] },
                "step_size": { "description": "Step size.", "type": "number", "exclusiveMinimum": 0, "maximum": 1, "default": 0.1 },
                "budget": { "description": "Largest number of evaluations.", "type": "integer", "minimum": 1, "default": 1000 },
                "traces": { "description": "Whether to keep traces.", "type": "boolean", "default": true },
                "label": { "description": "A label.", "type": "string", "minLength": 1, "maxLength": 8, "pattern": "^(?:[a-z]+)$", "default": "run" },
                "method": { "description": "How to search.", "enum": ["gradient-flow", "trust-region-newton", "matern-1/2"], "default": "trust-region-newton" },
                "tolerance": { "description": "A tolerance, or nothing.", "anyOf": [{ "type": "number" }, { "type": "null" }], "default": null },
                "interval": { "description": "An interval.", "$ref": "#/$defs/sample.interval", "default": { "high": 1, "low": 0 } },
                "intervals": { "description": "More intervals.", "type": "array", "items": { "$ref": "#/$defs/sample.interval" }, "default": [] },
                "kernel": { "description": "A covariance.", "$ref": "#/$defs/sample.kernel", "default": { "family": "squared-exponential", "length": 0.5, "variance": 1 } },
                "table": { "description": "A table of the user.", "anyOf": [{ "type": "string" }, { "type": "null" }], "default": null }
              }
            },
            "sample.interval": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "low": { "description": "Lower end.", "type": "number", "default": 0 },
                "high": { "description": "Upper end.", "type": "number", "default": 1 }
              }
            },
            "sample.kernel": { "oneOf": [{ "$ref": "#/$defs/sample.squared-exponential" }, { "$ref": "#/$defs/sample.sum" }] },
            "sample.squared-exponential": {
              "type": "object",
              "additionalProperties": false,
              "required": ["family"],
              "properties": {
                "family": { "const": "squared-exponential" },
                "variance": { "description": "Variance at a point.", "type": "number", "default": 1 },
                "length": { "description": "Length scale.", "type": "number", "exclusiveMinimum": 0, "default": 0.5 }
              }
            },
            "sample.sum": {
              "type": "object",
              "additionalProperties": false,
              "required": ["family"],
              "properties": {
                "family": { "const": "sum" },
                "variance": { "description": "Variance at a point.", "type": "number", "default": 1 },
                "terms": { "description": "The terms.", "type": "array", "items": { "$ref": "#/$defs/sample.kernel" }, "default": [] }
              }
            },
            "strict": {
              "type": ["object", "null"],
              "additionalProperties": false,
              "required": ["starts"],
              "properties": { "starts": { "description": "How many starts.", "type": "integer", "minimum": 1, "maximum": 40 } }
            }
          }
        }
        """;

    private static readonly JsonSerializerOptions TwoSpaces = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_schema_says_what_the_options_records_say()
    {
        var sections = new OrderedDictionary<string, Type> { ["sample"] = typeof(SampleOptions), ["strict"] = typeof(StrictOptions), ["empty"] = typeof(EmptyOptions) };
        Assert.Equal(JsonNode.Parse(Expected)!.ToJsonString(TwoSpaces) + "\n", ConfigSchema.Of(sections));
    }

    [Fact]
    public void An_option_without_a_description_is_refused_by_name()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => ConfigSchema.Of([KeyValuePair.Create("s", typeof(UndescribedOptions))]));
        Assert.Equal("options without a [Description]: UndescribedOptions.Silent", failure.Message);
    }

    [Fact]
    public void Options_of_types_that_configurations_cannot_hold_are_refused_by_name()
    {
        var failure = Assert.Throws<StageDefinitionException>(() => ConfigSchema.Of([KeyValuePair.Create("s", typeof(UnsupportedOptions))]));
        Assert.Contains("System.DateTime", failure.Message);
    }

    private sealed record UndescribedOptions
    {
        public int Silent { get; init; }

        [Description("Described.")]
        public int Loud { get; init; }
    }

    private sealed record UnsupportedOptions
    {
        [Description("A time.")]
        public DateTime When { get; init; }
    }
}
