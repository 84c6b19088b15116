using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>A function that is a mean over data, of which parts can be evaluated alone.</summary>
public interface IFiniteSum : ISmoothFunction
{
    /// <summary>The data at random in <paramref name="count"/> parts (fewer if there are fewer data) of nearly equal size; the mean of the parts is the function.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="stream">Random numbers.</param>
    IReadOnlyList<ISmoothFunction> Parts(int count, RandomStream stream);
}
