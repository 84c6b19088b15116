using System.ComponentModel;
using System.Reflection;
using System.Xml.Linq;
using Landscape.Artifacts;
using Landscape.Staging;

namespace Landscape.Architecture.Tests;

/// <summary>A stage reads like the paper: its project declares, its options document themselves, its views fit what upstream writes.</summary>
public sealed class StageRules
{
    private static readonly string[] DeclarationItems = ["StageReference", "ConfigSection", "OutputTable", "StageFile", "EmbeddedResource"];

    public static TheoryData<string> Projects => [.. Repository.StageProjects.Select(p => Path.GetRelativePath(Repository.Root, p))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_stage_project_declares_and_nothing_more(string project)
    {
        var root = XDocument.Load(Path.Combine(Repository.Root, project)).Root!;
        Assert.All(root.Elements(), e => Assert.Contains(e.Name.LocalName, new[] { "Import", "ItemGroup" }));
        Assert.All(root.Elements("ItemGroup").Elements(), e => Assert.Contains(e.Name.LocalName, DeclarationItems));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_stage_refers_only_to_stages_with_a_smaller_number(string project)
    {
        var own = StageNumber(Path.GetDirectoryName(project)!);
        var upstream = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("StageReference")
            .Select(e => StageNumber(Path.GetDirectoryName(e.Attribute("Include")!.Value)!));
        Assert.All(upstream, number => Assert.True(number < own, $"{project} refers to stage {number}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_stage_assembly_has_one_stage_named_like_its_project_and_writes_the_declared_tables(string project)
    {
        var assembly = Repository.Load("Landscape.Stages." + Path.GetFileNameWithoutExtension(project));
        var stage = Assert.Single(assembly.GetTypes(), t => t.GetCustomAttribute<StageAttribute>() is not null);
        Assert.Equal(Path.GetFileNameWithoutExtension(project).ToLowerInvariant(), stage.GetCustomAttribute<StageAttribute>()!.Name);

        var declared = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("OutputTable")
            .SelectMany(e => e.Attribute("Include")!.Value.Split(';')).Order(StringComparer.Ordinal);
        var written = assembly.GetTypes().Select(t => t.GetCustomAttribute<TableAttribute>()).OfType<TableAttribute>().Select(t => t.Name).Order(StringComparer.Ordinal);
        Assert.Equal(declared, written);
    }

    [Fact]
    public void Every_view_names_columns_that_the_producing_stage_writes_with_the_same_type()
    {
        var tables = Repository.Stages.SelectMany(a => a.GetTypes())
            .Where(t => t.GetCustomAttribute<TableAttribute>() is not null)
            .ToDictionary(t => (StageOf(t), t.GetCustomAttribute<TableAttribute>()!.Name));
        var views = Repository.Stages.SelectMany(a => a.GetTypes()).Where(t => t.GetCustomAttribute<ViewAttribute>() is not null).ToList();
        Assert.NotEmpty(views);
        foreach (var view in views)
        {
            var source = view.GetCustomAttribute<ViewAttribute>()!;
            Assert.True(tables.TryGetValue((source.Stage, source.Table), out var row), $"{view.FullName} reads {source.Stage}/{source.Table}, which no stage writes");
            foreach (var column in Columns(view))
            {
                Assert.Contains((column.Name, column.ParameterType), Columns(row!).Select(c => (c.Name, c.ParameterType)));
            }
        }
    }

    [Fact]
    public void Every_option_says_what_it_is()
    {
        foreach (var option in Repository.Stages.SelectMany(OptionTypes).SelectMany(t => t.GetProperties()).Where(p => p.CanWrite))
        {
            Assert.True(option.GetCustomAttribute<DescriptionAttribute>() is { Description.Length: > 0 }, $"{option.DeclaringType!.FullName}.{option.Name} has no [Description]");
        }
    }

    private static IEnumerable<Type> OptionTypes(Assembly stage) =>
        stage.GetTypes().SelectMany(t => t.GetInterfaces()).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStage<>))
            .Select(i => i.GetGenericArguments()[0]);

    private static ParameterInfo[] Columns(Type row) =>
        row.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters();

    private static string StageOf(Type type) => type.Assembly.GetName().Name!.Split('.')[^1].ToLowerInvariant();

    private static int StageNumber(string folder) => int.Parse(Path.GetFileName(folder).Split('-')[0]);
}
