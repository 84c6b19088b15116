using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Landscape.Staging.Configuration;

/// <summary>
/// What an option's value may be, derived once from the C# type. Binding, canonical form and JSON Schema all walk this one description,
/// so that they cannot disagree.
/// </summary>
internal abstract record OptionShape(Type Type)
{
    private static readonly ConcurrentDictionary<Type, OptionShape> Known = new();

    /// <summary>The shape of a type.</summary>
    /// <exception cref="StageDefinitionException">The type is none that options may have.</exception>
    public static OptionShape Of(Type type) => Known.GetOrAdd(type, Derive);

    private static OptionShape Derive(Type type)
    {
        if (ScalarShape.Kinds.TryGetValue(type, out var kind))
        {
            return new ScalarShape(type, kind);
        }

        if (type.IsEnum)
        {
            return new EnumShape(type);
        }

        if (ListShape.ElementOf(type) is { } element)
        {
            return new ListShape(type, element);
        }

        if (type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Any())
        {
            return new UnionShape(type);
        }

        return type.IsClass && type.GetConstructor([]) is not null && !type.FullName!.StartsWith("System.", StringComparison.Ordinal)
            ? new RecordShape(type)
            : throw new StageDefinitionException(
                $"options of type {type} are not supported: use bool, int, long, double, string, an enum, InputFile, a record with init properties, or IReadOnlyList<T> of these");
    }
}

/// <summary>The kinds of single values.</summary>
internal enum ScalarKind
{
    /// <summary>int or long.</summary>
    Integer,

    /// <summary>double, finite.</summary>
    Number,

    /// <summary>bool.</summary>
    Boolean,

    /// <summary>string.</summary>
    Text,

    /// <summary><see cref="Staging.InputFile"/>.</summary>
    File,
}

/// <summary>A single value.</summary>
internal sealed record ScalarShape(Type Type, ScalarKind Kind) : OptionShape(Type)
{
    /// <summary>The C# types of single values.</summary>
    public static IReadOnlyDictionary<Type, ScalarKind> Kinds { get; } = new Dictionary<Type, ScalarKind>
    {
        [typeof(int)] = ScalarKind.Integer,
        [typeof(long)] = ScalarKind.Integer,
        [typeof(double)] = ScalarKind.Number,
        [typeof(bool)] = ScalarKind.Boolean,
        [typeof(string)] = ScalarKind.Text,
        [typeof(InputFile)] = ScalarKind.File,
    };
}

/// <summary>One of a closed set of names.</summary>
internal sealed record EnumShape(Type Type) : OptionShape(Type)
{
    /// <summary>The names in declaration order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Members(Type).Select(OptionNames.OfMember)];

    /// <summary>The value of a name.</summary>
    public object? ValueOf(string name) => Members(Type).FirstOrDefault(member => OptionNames.OfMember(member) == name)?.GetValue(null);

    private static IEnumerable<FieldInfo> Members(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(member => member.MetadataToken);
}

/// <summary>A list of values of one shape; bound as an array.</summary>
internal sealed record ListShape(Type Type, Type Element) : OptionShape(Type)
{
    /// <summary>The shape of an item.</summary>
    public OptionShape Item => Of(Element);

    /// <summary>T of T[] and IReadOnlyList of T.</summary>
    public static Type? ElementOf(Type type) => type switch
    {
        { IsSZArray: true } => type.GetElementType(),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => type.GetGenericArguments()[0],
        _ => null,
    };
}

/// <summary>A record: keys with values.</summary>
internal sealed record RecordShape(Type Type) : OptionShape(Type)
{
    private readonly Lazy<IReadOnlyList<OptionProperty>> properties = new(() => DeriveProperties(Type));

    /// <summary>The keys in declaration order; derived late because a record may contain lists of itself.</summary>
    public IReadOnlyList<OptionProperty> Properties => properties.Value;

    /// <summary>An instance with every default.</summary>
    public object CreateDefault() => Activator.CreateInstance(Type)!;

    private static List<OptionProperty> DeriveProperties(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.DeclaringType == type)
            .ThenBy(property => property.MetadataToken)
            .Select(OptionProperty.Of)];
}

/// <summary>
/// One of several records, told apart by a key. Declared by the platform's own attributes on the common base record:
/// <c>[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]</c> (without it the key is <c>kind</c>) and one
/// <c>[JsonDerivedType(typeof(SumKernel), "sum")]</c> a choice.
/// </summary>
internal sealed record UnionShape(Type Type) : OptionShape(Type)
{
    /// <summary>The key that tells the records apart.</summary>
    public string Discriminator { get; } = Type.GetCustomAttribute<JsonPolymorphicAttribute>()?.TypeDiscriminatorPropertyName ?? "kind";

    /// <summary>The choices by name, in declaration order.</summary>
    public IReadOnlyList<(string Name, RecordShape Shape)> Choices { get; } =
        [.. Type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(choice => ((string)choice.TypeDiscriminator!, new RecordShape(choice.DerivedType)))];

    /// <summary>The choice that a value is.</summary>
    public (string Name, RecordShape Shape) ChoiceOf(object value) => Choices.Single(choice => choice.Shape.Type == value.GetType());
}

/// <summary>One key of a record.</summary>
/// <param name="Key">The key, snake_case.</param>
/// <param name="Property">The C# property behind it.</param>
/// <param name="Shape">What its value may be.</param>
/// <param name="Nullable">Whether the value may be nothing.</param>
/// <param name="Required">Whether the key must stand in the file.</param>
/// <param name="Rules">Its ranges, lengths and patterns.</param>
/// <param name="Description">One sentence for people, from <see cref="DescriptionAttribute"/>.</param>
internal sealed record OptionProperty(
    string Key, PropertyInfo Property, OptionShape Shape, bool Nullable, bool Required, OptionRules Rules, string? Description)
{
    /// <summary>Derives the description of a property.</summary>
    public static OptionProperty Of(PropertyInfo property)
    {
        var underlying = System.Nullable.GetUnderlyingType(property.PropertyType);
        var nullable = underlying is not null || new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        var required = property.IsDefined(typeof(RequiredAttribute)) || property.IsDefined(typeof(RequiredMemberAttribute));
        return new OptionProperty(
            OptionNames.OfProperty(property.Name),
            property,
            OptionShape.Of(underlying ?? property.PropertyType),
            nullable,
            required,
            OptionRules.Of(property),
            property.GetCustomAttribute<DescriptionAttribute>()?.Description);
    }
}
