using Landscape.Artifacts;

namespace Landscape.Staging.Configuration;

/// <summary>Binds single values; see <see cref="OptionsBinder"/>.</summary>
internal sealed class ScalarBinder(ConfigErrors errors, Func<string, string?> checkFile)
{
    private static readonly Dictionary<string, string> TruthValues = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yes"] = "true",
        ["on"] = "true",
        ["true"] = "true",
        ["no"] = "false",
        ["off"] = "false",
        ["false"] = "false",
    };

    /// <summary>The value of a scalar, or null with an error added.</summary>
    public object? Bind(ScalarNode node, OptionShape shape, OptionRules rules, string path) => shape switch
    {
        EnumShape choice => BindChoice(node, choice, path),
        ScalarShape { Kind: ScalarKind.Integer } => BindInteger(node, shape, rules, path),
        ScalarShape { Kind: ScalarKind.Number } => BindNumber(node, shape, rules, path),
        ScalarShape { Kind: ScalarKind.Boolean } => BindBoolean(node, shape, rules, path),
        ScalarShape { Kind: ScalarKind.File } => BindFile(node, shape, rules, path),
        _ => BindText(node, shape, rules, path),
    };

    private object? BindChoice(ScalarNode node, EnumShape shape, string path)
    {
        var value = ScalarSyntax.IsNull(node) ? null : shape.ValueOf(node.Text);
        return value ?? Wrong(node, ErrorCode.UnknownValue, path, $"unknown value '{node.Shown}'; {NearestName.Hint(node.Text, shape.Names)}");
    }

    private object? BindInteger(ScalarNode node, OptionShape shape, OptionRules rules, string path)
    {
        if (!ScalarSyntax.IsInteger(node))
        {
            var whole = ScalarSyntax.TryNumber(node, out var number) && Math.Floor(number) == number && Math.Abs(number) < int.MaxValue;
            return WrongType(node, shape, rules, path, whole ? $"; did you mean '{(long)number}'?" : Quotes(node, ScalarSyntax.IsInteger));
        }

        var (low, high) = shape.Type == typeof(int) ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        if (!ScalarSyntax.TryInteger(node, out var value) || value < low || value > high)
        {
            var bits = shape.Type == typeof(int) ? 32 : 64;
            return Wrong(node, ErrorCode.OutOfRange, path, $"expected {Expectation.Of(shape, rules)} ({bits} bits), found {node.Shown}");
        }

        return InRange(node, value, rules, path, shape) ? (shape.Type == typeof(int) ? (object)(int)value : value) : null;
    }

    private object? BindNumber(ScalarNode node, OptionShape shape, OptionRules rules, string path)
    {
        if (ScalarSyntax.TryNumber(node, out var value))
        {
            return InRange(node, value, rules, path, shape) ? value : null;
        }

        if (ScalarSyntax.IsNumber(node))
        {
            return Wrong(node, ErrorCode.OutOfRange, path, $"expected {Expectation.Of(shape, rules)}, found {node.Shown}, which a double cannot hold");
        }

        var comma = new ScalarNode(node.Position, node.Text.Replace(',', '.'), node.Quoted);
        return ScalarSyntax.IsNumber(comma)
            ? WrongType(node, shape, rules, path, $"; did you mean '{comma.Text}'?")
            : WrongType(node, shape, rules, path, Quotes(node, ScalarSyntax.IsNumber));
    }

    private object? BindBoolean(ScalarNode node, OptionShape shape, OptionRules rules, string path)
    {
        if (ScalarSyntax.IsBoolean(node))
        {
            return node.Text == "true";
        }

        var hint = TruthValues.TryGetValue(node.Text, out var meant) ? $"; did you mean '{meant}' without quotes?" : "";
        return WrongType(node, shape, rules, path, hint);
    }

    private string? BindText(ScalarNode node, OptionShape shape, OptionRules rules, string path)
    {
        if (!IsText(node) && !rules.AdmitsDigits(node.Text))
        {
            WrongType(node, shape, rules, path, ScalarSyntax.IsNull(node) ? "" : $"; write it in quotes: '{node.Shown}'");
            return null;
        }

        if (rules.Length is { } length && !length.Contains(node.Text.Length))
        {
            Wrong(node, ErrorCode.OutOfRange, path, $"expected {Expectation.Of(shape, rules)}, found {node.Text.Length}");
            return null;
        }

        return node.Text;
    }

    private InputFile? BindFile(ScalarNode node, OptionShape shape, OptionRules rules, string path)
    {
        if (ScalarSyntax.IsNull(node) || node.Text.Length == 0)
        {
            WrongType(node, shape, rules, path, "");
            return null;
        }

        if (checkFile(node.Text) is { } problem)
        {
            Wrong(node, ErrorCode.InputFile, path, problem);
            return null;
        }

        return new InputFile(node.Text);
    }

    private bool InRange(ScalarNode node, double value, OptionRules rules, string path, OptionShape shape)
    {
        if (rules.Range is not { } range || range.Contains(value))
        {
            return true;
        }

        Wrong(node, ErrorCode.OutOfRange, path, $"expected {Expectation.Of(shape, rules)}, found {node.Shown}");
        return false;
    }

    private static bool IsText(ScalarNode node) =>
        node.Quoted || !(ScalarSyntax.IsNull(node) || ScalarSyntax.IsNumber(node) || ScalarSyntax.IsBoolean(node) || ScalarSyntax.IsNonFinite(node));

    private static string Quotes(ScalarNode node, Func<ScalarNode, bool> wanted) =>
        node.Quoted && wanted(node with { Quoted = false }) ? "; remove the quotes" : "";

    private object? WrongType(ScalarNode node, OptionShape shape, OptionRules rules, string path, string hint) =>
        Wrong(node, ErrorCode.WrongType, path, $"expected {Expectation.Of(shape, rules)}, found {node.Found}{hint}");

    private object? Wrong(ScalarNode node, string code, string path, string message)
    {
        errors.Add(node.Position, code, path, message);
        return null;
    }
}
