using System.Reflection;

namespace Landscape.Staging;

/// <summary>Errors as single lines.</summary>
internal static class OneLine
{
    /// <summary>The message of an exception without line breaks, with its kind in front where the message alone would puzzle.</summary>
    public static string Of(Exception failure)
    {
        var cause = Cause(failure);
        var message = string.Join(' ', cause.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var speaksForItself = cause is InvalidOperationException or IOException || cause.GetType().Namespace?.StartsWith("Landscape", StringComparison.Ordinal) == true;
        return Escaped(speaksForItself ? message : $"{cause.GetType().Name}: {message}");
    }

    /// <summary>The text with control characters and line separators written as C# escapes.</summary>
    public static string Escaped(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? $"\\u{(int)c:x4}" : $"{c}"));

    /// <summary>Looks through the wrappers that the runtime puts around an exception.</summary>
    private static Exception Cause(Exception failure) => failure switch
    {
        TypeInitializationException or TargetInvocationException when failure.InnerException is { } inner => Cause(inner),
        AggregateException { InnerExceptions: [var only] } => Cause(only),
        _ => failure,
    };
}
