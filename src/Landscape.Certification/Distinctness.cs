using Landscape.Models;

namespace Landscape.Certification;

/// <summary>
/// Proves that two zeros lie on different orbits of the symmetry group. A group element maps each neuron of one to a neuron (u, a) of the other or to its mirror
/// image (-u, -a), with an even activation (-u, a); for the sine, with b turned by any k pi and a times (-1)^k besides.
/// So if some neuron of one zero's box is separated from every neuron of the other's and its mirror image, no element maps one zero to the other. The same holds
/// for beta, or beta + sum_j a_j / 2 with the logistic function, which the group leaves alone.
/// Necessary conditions of equality are refuted, nothing is matched: false means "not proved".
/// </summary>
/// <param name="shape">d, n and the parameter layout.</param>
/// <param name="activation">Its symmetries.</param>
public sealed class Distinctness(NetworkShape shape, Activation activation)
{
    // Half turns that are tried one by one; biases further apart may be equal for all that is proved.
    private const double MostTurns = 1000;

    private static readonly Interval Pi = 2 * Constants.HalfPi.Enclosure;

    private readonly Mirror? mirror = Mirror.Of(activation.Symmetry);

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

    private bool MayBeEqual(ReadOnlySpan<Interval> x, ReadOnlySpan<Interval> y) =>
        MayBeEqual(x, y, 1, 1) || (mirror is { } rule && MayBeEqual(x, y, -1, rule.Factor));

    /// <summary>Whether (w, b, a) of x may be (sign w, sign b, factor a) of y, up to half turns of a sine.</summary>
    private bool MayBeEqual(ReadOnlySpan<Interval> x, ReadOnlySpan<Interval> y, double sign, double factor)
    {
        for (var k = 0; k < x.Length - 2; k++)
        {
            if (AreSeparate(x[k], sign * y[k]))
            {
                return false;
            }
        }

        var (bias, same, opposite) = (x[^2] - (sign * y[^2]), !AreSeparate(x[^1], factor * y[^1]), !AreSeparate(x[^1], -factor * y[^1]));
        return activation == Activation.Sin ? MayDifferByHalfTurns(bias, same, opposite) : bias.Contains(0) && same;
    }

    // sin(z + k pi) = (-1)^k sin(z): a keeps its sign after an even number of half turns.
    private static bool MayDifferByHalfTurns(Interval bias, bool evenFits, bool oddFits)
    {
        var (first, last) = (Math.Floor(bias.Lower / Pi.Upper) - 1, Math.Ceiling(bias.Upper / Pi.Lower) + 1);
        if (!(Math.Abs(first) < MostTurns && Math.Abs(last) < MostTurns))
        {
            return true;
        }

        for (var k = first; k <= last; k++)
        {
            if (!AreSeparate(bias, k * Pi) && (k % 2 == 0 ? evenFits : oddFits))
            {
                return true;
            }
        }

        return false;
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
