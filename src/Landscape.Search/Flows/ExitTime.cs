using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// How long the reduced flow z' = -f'(z) sqrt(c^2 + 4 z^2) takes from one z to another. With 2 z = c sinh(s) it reads s' = -2 f'(z), so
/// <code>T = integral of ds / (-2 f'((c/2) sinh s)),   s = log((2 z + sqrt(4 z^2 + c^2)) / c),</code>
/// which passes the origin in a time of about log(1/c) / abs(f'(0)): the exit time of claim B7.
/// </summary>
public static class ExitTime
{
    // Panels of a quarter in s with ten nodes each: the integrand is analytic in a strip of width pi / 2 where f' has no zero nearby.
    private const double PanelWidth = 0.25;
    private static readonly GaussRule Rule = GaussRule.Legendre(10);

    /// <summary>T for a path without critical point of f.</summary>
    /// <param name="cost">f.</param>
    /// <param name="imbalance">c, positive.</param>
    /// <param name="from">z at time 0.</param>
    /// <param name="to">z at time T.</param>
    public static double Between(ScalarCost cost, double imbalance, double from, double to)
    {
        var (start, end) = (Parameter(from, imbalance), Parameter(to, imbalance));
        var panels = (int)Math.Ceiling(Math.Abs(end - start) / PanelWidth);
        var width = (end - start) / panels;
        var sum = 0.0;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var i = 0; i < Rule.Nodes.Length; i++)
            {
                var s = start + ((panel + ((1 + Rule.Nodes[i]) / 2)) * width);
                var z = imbalance / 4 * (Elementary.Exp(s) - Elementary.Exp(-s));
                sum += Rule.Weights[i] * width / (-2 * cost.First(z));
            }
        }

        return sum;
    }

    /// <summary>s with 2 z = c sinh(s), by the sign that does not cancel.</summary>
    private static double Parameter(double z, double imbalance)
    {
        var magnitude = Elementary.Log(((2 * Math.Abs(z)) + Math.Sqrt(Math.FusedMultiplyAdd(imbalance, imbalance, 4 * z * z))) / imbalance);
        return z >= 0 ? magnitude : -magnitude;
    }
}
