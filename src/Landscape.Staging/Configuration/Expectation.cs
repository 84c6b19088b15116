namespace Landscape.Staging.Configuration;

/// <summary>What a value should have been, in words.</summary>
internal static class Expectation
{
    /// <summary>Of a property.</summary>
    public static string Of(OptionProperty property) => Of(property.Shape, property.Rules);

    /// <summary>Such as "an integer from 1 to 100" or "a list of 1 to 5 numbers, each greater than 0".</summary>
    public static string Of(OptionShape shape, OptionRules rules) => shape switch
    {
        ListShape list => $"a list of {Count(rules.Length)}{Plural(list.Item)}{Each(rules.Range)}",
        ScalarShape { Kind: ScalarKind.Text } when rules.Length is { } length => $"a text of {length} characters",
        _ => Singular(shape) + (rules.Range is { } range ? $" {range}".TrimEnd() : ""),
    };

    private static string Count(LengthRange? length) => length is null ? "" : $"{length} ";

    private static string Each(ValueRange? range) => range is null || range.ToString().Length == 0 ? "" : $", each {range}";

    private static string Singular(OptionShape shape) => shape switch
    {
        ScalarShape scalar => scalar.Kind switch
        {
            ScalarKind.Integer => "an integer",
            ScalarKind.Number => "a number",
            ScalarKind.Boolean => "true or false",
            ScalarKind.Text => "a text",
            _ => "the path of a file",
        },
        EnumShape choice => $"one of {string.Join(", ", choice.Names)}",
        UnionShape union => $"a group of keys with '{union.Discriminator}'",
        _ => "a group of keys",
    };

    private static string Plural(OptionShape shape) => shape switch
    {
        ScalarShape scalar => scalar.Kind switch
        {
            ScalarKind.Integer => "integers",
            ScalarKind.Number => "numbers",
            ScalarKind.Boolean => "truth values",
            ScalarKind.Text => "texts",
            _ => "paths of files",
        },
        EnumShape choice => $"names out of {string.Join(", ", choice.Names)}",
        ListShape => "lists",
        UnionShape union => $"groups of keys with '{union.Discriminator}'",
        _ => "groups of keys",
    };
}
