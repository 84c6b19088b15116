using Landscape.Pipeline;
using Landscape.Staging.Configuration;
using Landscape.Staging.Hosting;

namespace Landscape.Faults.Tests.Inputs;

/// <summary>Configurations bound by the options of the real stages, and the fingerprints that follow.</summary>
internal static class Configurations
{
    private static readonly Lazy<IReadOnlyList<StageArgument>> LazyStages = new(() => StageArgument.LoadAll(Planner.StageArguments(StageGraph.Load(FindCheckout())).Where(argument => argument != "--stage")));

    /// <summary>The repository that holds this test.</summary>
    public static Repository Checkout { get; } = FindCheckout();

    /// <summary>The text of a configuration of the repository.</summary>
    public static string Text(string config) => File.ReadAllText(Checkout.ConfigFile(config));

    /// <summary>Binds a configuration's bytes as the host does: a plan, or every error as it is printed.</summary>
    public static (Plan? Plan, IReadOnlyList<string> Errors) Bind(byte[] bytes)
    {
        var errors = new ConfigErrors("configs/x.yml");
        var configuration = RunConfiguration.Bind(bytes, StageArgument.OptionsBySection(LazyStages.Value), Checkout.Root, errors, HostSections.All);
        return errors.Count == 0 && configuration is not null
            ? (Plan.Parse(System.Text.Encoding.UTF8.GetString(PlanCommand.Write("x", bytes, configuration, LazyStages.Value))), [])
            : (null, [.. errors.InFileOrder.Select(error => error.ToString())]);
    }

    /// <summary>By stage, the fingerprint that a plan gives with the same code and upstream tables.</summary>
    public static SortedDictionary<string, string> Fingerprints(Plan plan) => new(
        plan.Stages.ToDictionary(s => s.Key, s => new Ingredients(
            s.Key, s.Value.SchemaVersion, plan.Seed, new Dictionary<string, string>(), s.Value.Values, s.Value.Files, new Dictionary<string, string>()).Fingerprint()),
        StringComparer.Ordinal);

    private static Repository FindCheckout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LandscapePipeline.sln")))
        {
            folder = folder.Parent!;
        }

        return new(folder.FullName);
    }
}
