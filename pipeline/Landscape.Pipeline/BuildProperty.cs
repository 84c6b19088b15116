using System.Globalization;

namespace Landscape.Pipeline;

/// <summary>
/// Global properties on MSBuild's command line. There a comma or semicolon ends a value and some signs mean more than themselves; a folder may have any of them in its name
/// (<see href="https://learn.microsoft.com/visualstudio/msbuild/msbuild-special-characters"/>).
/// </summary>
public static class BuildProperty
{
    private const string Special = "%$@'();?*,";

    /// <summary>The argument that sets a property to just these characters.</summary>
    public static string Argument(string name, string value) => $"-p:{name}={string.Concat(value.Select(Escape))}";

    private static string Escape(char sign) => Special.Contains(sign, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)sign:X2}") : $"{sign}";
}
