using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// A necessary condition for bounded sublevel sets, checked along rays D, the axes and the diagonal in both directions: f(t D) has to exceed f(0) + 1 at
/// t = 2^20, far beyond the wells of a cost of ordinary size and small enough for its squares to keep their digits. A cost that fails has no business here; that one that passes is proper stays a theorem about it.
/// </summary>
internal static class Properness
{
    private const int Doublings = 20;

    /// <summary>Refuses a cost with an unbounded sublevel set.</summary>
    /// <exception cref="ArgumentException">The cost stays low along a ray; the message names it.</exception>
    public static void Require(CompositionCost cost)
    {
        var origin = cost.Value(new Matrix(cost.Rows, cost.Columns));
        if (!double.IsFinite(origin))
        {
            throw new ArgumentException($"cost {cost.Name} is {origin} at Z = 0; it has to be finite and analytic everywhere", nameof(cost));
        }

        foreach (var ray in Rays(cost.Rows, cost.Columns))
        {
            RequireGrowth(cost, origin, ray);
        }
    }

    private static void RequireGrowth(CompositionCost cost, double origin, Matrix ray)
    {
        var far = AlongRay(cost, ray, Math.ScaleB(1, Doublings));
        if (!(far > origin + 1))
        {
            throw new ArgumentException(
                $"cost {cost.Name} is not proper: an unbounded sublevel set, f = {far:g3} at distance 2^{Doublings} from 0 along [{string.Join(", ", ray.Data)}] and {origin:g3} at 0; "
                + "expected a cost that grows to infinity in every direction, for instance by a ridge",
                nameof(cost));
        }
    }

    private static double AlongRay(CompositionCost cost, Matrix ray, double t)
    {
        var z = new Matrix(ray.Rows, ray.Columns);
        FixedOrderSum.AddScaled(t, ray.Data, z.Data);
        return cost.Value(z);
    }

    private static IEnumerable<Matrix> Rays(int rows, int columns)
    {
        for (var entry = 0; entry < rows * columns; entry++)
        {
            foreach (var sign in new[] { 1.0, -1.0 })
            {
                var axis = new Matrix(rows, columns);
                axis.Data[entry] = sign;
                yield return axis;
            }
        }

        foreach (var sign in new[] { 1.0, -1.0 })
        {
            var diagonal = new Matrix(rows, columns);
            diagonal.Data.AsSpan().Fill(sign);
            yield return diagonal;
        }
    }
}
