using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Landscape.Staging.Configuration;

/// <summary>How many items a list, or characters a text, has; an absent end is unbounded.</summary>
internal sealed record LengthRange(int Minimum, int? Maximum)
{
    /// <summary>From whichever of the length attributes are there.</summary>
    public static LengthRange? Of(PropertyInfo property)
    {
        var length = property.GetCustomAttribute<LengthAttribute>();
        var text = property.GetCustomAttribute<StringLengthAttribute>();
        var minimum = length?.MinimumLength ?? text?.MinimumLength ?? property.GetCustomAttribute<MinLengthAttribute>()?.Length;
        var maximum = length?.MaximumLength ?? text?.MaximumLength ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length;
        return minimum is null && maximum is null ? null : new LengthRange(minimum ?? 0, maximum == int.MaxValue ? null : maximum);
    }

    /// <summary>Whether a count lies inside.</summary>
    public bool Contains(int count) => count >= Minimum && !(count > Maximum);

    /// <summary>"2", "1 to 5", "at least 1".</summary>
    public override string ToString() => Maximum switch
    {
        null => $"at least {Minimum}",
        { } maximum when maximum == Minimum => $"{Minimum}",
        _ => $"{Minimum} to {Maximum}",
    };
}
