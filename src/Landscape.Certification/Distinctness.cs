using Landscape.Models;

namespace Landscape.Certification;

/// <summary>
/// Proves that two zeros lie on different orbits of the symmetry group. A group element maps each neuron of one to a neuron (u, a) of the other or to its mirror
/// image (-u, -a), with an even activation (-u, a).
/// So if some neuron of one zero's box is separated from every neuron of the other's and its mirror image, no element maps one zero to the other. The same holds
/// for beta, or beta + sum_j a_j / 2 with the logistic function, which the group leaves alone.
/// Necessary conditions of equality are refuted, nothing is matched: false means "not proved".
/// </summary>
/// <param name="shape">d, n and the parameter layout.</param>
/// <param name="symmetry">The activation's symmetry.</param>
public sealed class Distinctness(NetworkShape shape, ActivationSymmetry symmetry)
{
    private readonly Mirror? mirror = Mirror.Of(symmetry);

    /// <summary>Whether the zeros in two boxes are proven to lie on different orbits.</summary>
    /// <param name="first">A box that contains the one zero, P.</param>
    /// <param name="second">A box that contains the other, P.</param>
    public bool IsProven(ReadOnlySpan<Interval> first, ReadOnlySpan<Interval> second) =>
        AreSeparate(CentredBias(first), CentredBias(second)) || HasNeuronWithoutPartner(first, second) || HasNeuronWithoutPartner(second, first);

    private bool HasNeuronWithoutPartner(ReadOnlySpan<Interval> first, ReadOnlySpan<Interval> second)
    {
        for (var i = 0; i < shape.Width; i++)
        {
            var hasPartner = false;
            for (var j = 0; j < shape.Width && !hasPartner; j++)
            {
                hasPartner = MayBeEqual(Neuron(first, i), Neuron(second, j));
            }

            if (!hasPartner)
            {
                return true;
            }
        }

        return false;
    }

    private bool MayBeEqual(ReadOnlySpan<Interval> x, ReadOnlySpan<Interval> y)
    {
        var (same, opposite) = (!AreSeparate(x[^1], y[^1]), mirror is { } rule && !AreSeparate(x[^1], rule.Factor * y[^1]));
        for (var k = 0; k < x.Length - 1; k++)
        {
            same &= !AreSeparate(x[k], y[k]);
            opposite &= !AreSeparate(x[k], -y[k]);
        }

        return same || opposite;
    }

    private Interval CentredBias(ReadOnlySpan<Interval> box)
    {
        var bias = box[shape.Beta];
        for (var j = 0; j < shape.Width && mirror is { Constant: 1 }; j++)
        {
            bias += 0.5 * box[shape.A(j)];
        }

        return bias;
    }

    private ReadOnlySpan<Interval> Neuron(ReadOnlySpan<Interval> box, int j) => box.Slice(shape.U(j), shape.NeuronSize);

    private static bool AreSeparate(Interval x, Interval y) => x.Upper < y.Lower || y.Upper < x.Lower;
}
