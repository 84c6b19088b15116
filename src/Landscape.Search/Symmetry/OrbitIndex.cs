namespace Landscape.Search;

/// <summary>
/// The distinct orbits among points that are known to rounding. Two points are one orbit when their risks agree and
/// <see cref="SymmetryGroup.SameOrbit"/> says so: an optimal matching modulo the group, so that nearly equal
/// sorting keys cannot split an orbit.
/// </summary>
/// <param name="group">The group.</param>
public sealed class OrbitIndex(SymmetryGroup group)
{
    // Risk is stationary at critical points: an error of 1e-6 in theta changes it by 1e-12 in relative terms; this leaves two orders.
    private const double RiskTolerance = 1e-10;

    private readonly List<(double[] Theta, double Risk)> representatives = [];

    /// <summary>The number of the orbit of theta, if it has been added.</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="risk">J(theta).</param>
    /// <returns>The number, or null.</returns>
    public int? Find(ReadOnlySpan<double> theta, double risk)
    {
        for (var i = 0; i < representatives.Count; i++)
        {
            var (known, knownRisk) = representatives[i];
            if (Math.Abs(risk - knownRisk) <= RiskTolerance * (1 + Math.Abs(risk)) && group.SameOrbit(known, theta))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Adds an orbit and returns its number: 0, 1, 2, ...</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="risk">J(theta).</param>
    public int Add(ReadOnlySpan<double> theta, double risk)
    {
        representatives.Add((theta.ToArray(), risk));
        return representatives.Count - 1;
    }
}
