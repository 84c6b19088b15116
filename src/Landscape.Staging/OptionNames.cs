using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Landscape.Staging;

/// <summary>How C# names appear in configurations and tables: keys in snake_case, members of closed sets in kebab-case.</summary>
public static class OptionNames
{
    /// <summary>The key of a property: <c>InputDim</c> is <c>input_dim</c>.</summary>
    public static string OfProperty(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    /// <summary>The name of an enum's value, <c>TrustRegionNewton</c> being <c>trust-region-newton</c>: what configurations and text columns hold.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => OfMember(typeof(TEnum).GetField(value.ToString())
            ?? throw new ArgumentOutOfRangeException(nameof(value), value, $"not a member of {typeof(TEnum).Name}"));

    /// <summary>The name of an enum's member; <see cref="JsonStringEnumMemberNameAttribute"/> overrides the rule.</summary>
    internal static string OfMember(FieldInfo member) =>
        member.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.KebabCaseLower.ConvertName(member.Name);
}
