using System.Text;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Tests;

public class ConfigurationFuzzTests
{
    private const string Whole = """
        # A configuration that uses everything.
        seed: 42
        sample:
          widths: [1, 2, 3]
          step_size: 0.5
          budget: 100
          traces: false
          label: "abc"
          method: 'gradient-flow'
          tolerance: 1.0e-9
          interval: {low: -1, high: 1}
          intervals:
            - low: 0
              high: 2
            - {}
          kernel:
            family: sum
            terms:
              - family: squared-exponential
                length: 0.5
              - {family: sum, variance: 2, terms: []}
          table: data/table.csv
        empty:
        """;

    // 1,500 texts from one fixed seed: 0.3 s, and any failure names its text.
    [Fact]
    public void No_mutated_configuration_is_an_unhandled_exception_or_an_error_without_a_place()
    {
        var random = new Random(20250408);
        for (var trial = 0; trial < 1500; trial++)
        {
            var text = TextMutation.Several(Whole, random);
            var (configuration, errors) = Bound(text);
            Assert.All(errors, error => Assert.Matches(@"\Aconfigs/x\.yml\([1-9][0-9]*,[1-9][0-9]*\): error LP01[01][0-9]: [^\r\n]+\z", error));
            Assert.True(errors.Count > 0 || configuration is not null, text);
            if (errors.Count == 0)
            {
                AssertBindsToItself(configuration!.Sections["sample"], text);
            }
        }
    }

    [Fact]
    public void No_sequence_of_bytes_is_an_unhandled_exception()
    {
        var random = new Random(20251113);
        for (var trial = 0; trial < 500; trial++)
        {
            var bytes = Encoding.UTF8.GetBytes(Whole);
            foreach (var _ in Enumerable.Range(0, random.Next(1, 5)))
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var (configuration, errors) = Samples.Bind(bytes);
            Assert.True(errors.Count > 0 || configuration is not null);
        }
    }

    private static (RunConfiguration? Configuration, IReadOnlyList<string> Errors) Bound(string text)
    {
        try
        {
            return Samples.Bind(text);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.GetType().Name} on {text}", failure);
        }
    }

    private static void AssertBindsToItself(BoundSection section, string text)
    {
        var errors = new ConfigErrors("again");
        var options = new OptionsBinder(errors, _ => null).BindRecord((MappingNode)JsonNodes.Of(section.Json), new RecordShape(typeof(SampleOptions)), "sample");
        Assert.True(errors.Count == 0, $"{string.Join('\n', errors.InFileOrder)}\n{text}");
        Assert.Equal(section.Json.GetRawText(), CanonicalOptions.ToJson(options).GetRawText());
    }
}
