using Landscape.Models;

namespace Landscape.Certification;

/// <summary>Whether a box misses the redundancy sets, or what is in the way of saying so.</summary>
public enum EfficiencyProof
{
    /// <summary>Nothing has been tried: the point has no certificate.</summary>
    NotCertified,

    /// <summary>Every theta of the box has a_j != 0, w_j != 0, u_i != u_j and u_i != -u_j for all i != j, and for this activation no other redundancy exists.</summary>
    Proven,

    /// <summary>The box meets a redundancy set.</summary>
    MeetsRedundancy,

    /// <summary>For this activation it is not known that there are no further kinds of redundancy.</summary>
    NoTheorem,
}

/// <summary>Separation of a box from the three redundancy sets: at least one coordinate tells, for all points of the box at once.</summary>
internal static class RedundancySeparation
{
    public static EfficiencyProof Of(NetworkShape shape, ActivationEnclosure activation, ReadOnlySpan<Interval> box) =>
        !activation.RedundancyIsKnown ? EfficiencyProof.NoTheorem
        : IsSeparated(shape, box) ? EfficiencyProof.Proven : EfficiencyProof.MeetsRedundancy;

    private static bool IsSeparated(NetworkShape shape, ReadOnlySpan<Interval> box)
    {
        for (var j = 0; j < shape.Width; j++)
        {
            var u = box.Slice(shape.U(j), shape.InputDimension + 1);
            if (!IsNonzero(box[shape.A(j)]) || !AnyNonzero(u[..^1]))
            {
                return false;
            }

            for (var i = 0; i < j; i++)
            {
                if (!AreDifferent(box.Slice(shape.U(i), u.Length), u, 1) || !AreDifferent(box.Slice(shape.U(i), u.Length), u, -1))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool AnyNonzero(ReadOnlySpan<Interval> vector)
    {
        var any = false;
        foreach (var entry in vector)
        {
            any |= IsNonzero(entry);
        }

        return any;
    }

    private static bool AreDifferent(ReadOnlySpan<Interval> x, ReadOnlySpan<Interval> y, double sign)
    {
        var any = false;
        for (var k = 0; k < x.Length; k++)
        {
            any |= IsNonzero(x[k] - (sign * y[k]));
        }

        return any;
    }

    private static bool IsNonzero(Interval x) => x.Mignitude > 0;
}
