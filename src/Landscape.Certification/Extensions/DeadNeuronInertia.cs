using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Certification;

/// <summary>A dead neuron that keeps a point critical, and the inertia there.</summary>
/// <param name="Argument">u, d + 1: a zero of E[r psi(u . x~)], to rounding.</param>
/// <param name="Inertia">Measured and predicted.</param>
public sealed record DeadNeuron(double[] Argument, InertiaComparison Inertia);

/// <summary>
/// Extensions of a certified critical point by a dead neuron (u, a = 0) with g(u) = E[r psi(u . x~)] = 0, which are critical. If p = E[r psi'(z) x~] != 0 (the gradient of g),
///     inertia(H_extended) = inertia(H) + (1 positive, d zero, 1 negative).
/// Existence and both sides are proved: g changes sign, in interval arithmetic over the box that contains the critical point, between two ends 1e-9 or so apart, so the exact point has a
/// zero u on the segment between them. There row u of the Hessian is 2 p in column a and 0 elsewhere: the directions of u orthogonal to p are in the kernel, and the
/// parameters with only that u_k whose p_k is proved nonzero span a complement. So H_extended has the inertia of those rows and columns plus d zeros; they are enclosed over the boxes of
/// point and segment and the inertia is proved (<see cref="Inertia"/>).
/// </summary>
public sealed class DeadNeuronInertia
{
    // Half the length of the segment that must contain the zero, as a share of |u|: the residual is enclosed to some 1e-12, g's slope is some 1e-3 of it.
    private static readonly double[] HalfLengths = [1e-10, 1e-8, 1e-6];

    private readonly RiskLandscape narrow;
    private readonly RiskLandscape wide;
    private readonly ActivationEnclosure activation;
    private readonly double[] theta;
    private readonly Interval[] box;
    private readonly Interval[] residuals;
    private readonly int index;

    /// <summary>The extensions of a certified critical point.</summary>
    /// <param name="landscape">The landscape of the point, without a ridge.</param>
    /// <param name="centre">Centre of the box that contains the critical point, P.</param>
    /// <param name="radius">The box's radius.</param>
    /// <param name="index">Its proven Morse index.</param>
    /// <exception cref="ArgumentException">The landscape has a ridge, or no enclosure of the activation exists.</exception>
    public DeadNeuronInertia(RiskLandscape landscape, double[] centre, double radius, int index)
    {
        activation = landscape.Ridge == 0 && ActivationEnclosure.Of(landscape.Activation) is { } enclosure
            ? enclosure
            : throw new ArgumentException($"extensions need a certified point of a risk without ridge, not {landscape.Activation.Name} with ridge {landscape.Ridge:R}");
        (narrow, theta, this.index) = (landscape, centre, index);
        wide = new RiskLandscape(landscape.Sample, landscape.Activation, landscape.Width + 1);
        box = Krawczyk.Box(centre, radius);
        var network = new NetworkEnclosure(landscape.Shape, activation);
        residuals = [.. Enumerable.Range(0, landscape.Sample.Count).Select(s => network.Evaluate(box, landscape.Sample.Nodes.Row(s)) - landscape.Sample.Targets[s])];
    }

    /// <summary>The extension at a zero of g near a point of a segment.</summary>
    /// <param name="argument">u, d + 1: a zero of g to rounding, on the segment.</param>
    /// <param name="direction">The segment's direction, d + 1.</param>
    public DeadNeuron At(double[] argument, double[] direction)
    {
        var model = SpectralModel.At(new RiskFunction(wide), NeuronExtension.Of(narrow.Shape, theta, argument, 0));
        var predicted = InertiaCount.Regular(narrow.ParameterCount, index) + new InertiaCount(1, narrow.Shape.InputDimension, 1);
        var measured = Segment(argument, direction) is { } segment ? Prove(segment, model) : null;
        return new DeadNeuron(
            argument, new InertiaComparison(measured ?? InertiaCount.Of(model.Eigenvalues, model.NullTolerance), predicted, measured is not null));
    }

    private InertiaCount? Prove(Interval[] segment, SpectralModel model)
    {
        var (shape, added) = (wide.Shape, narrow.Width);
        var hessian = new HessianEnclosure(wide.Sample, shape, activation, 0).Over([.. box[..^1], .. segment, 0, box[^1]]);
        var slope = hessian.Row(shape.A(added)).Slice(shape.U(added), segment.Length).ToArray();
        var largest = Enumerable.Range(0, slope.Length).MaxBy(k => slope[k].Mignitude);
        if (!(slope[largest].Mignitude > 0))
        {
            return null;
        }

        int[] kept = [.. Enumerable.Range(0, shape.U(added)), shape.U(added) + largest, shape.A(added), shape.Beta];
        var proof = Inertia.Prove(Submatrices.Of(hessian, kept), SymmetricEigen.Decompose(Submatrices.Of(model.Hessian, kept)));
        return proof is null ? null : InertiaCount.Regular(kept.Length, proof.Index) + new InertiaCount(0, shape.InputDimension, 0);
    }

    /// <summary>A box that contains a zero of g for the exact critical point, or null.</summary>
    private Interval[]? Segment(double[] argument, double[] direction)
    {
        var length = argument.Max(Math.Abs) / direction.Max(Math.Abs);
        foreach (var share in HalfLengths)
        {
            double[] from = [.. argument.Zip(direction, (u, v) => u - (share * length * v))];
            double[] to = [.. argument.Zip(direction, (u, v) => u + (share * length * v))];
            var (before, after) = (Correlation(from), Correlation(to));
            if ((before.Upper < 0 && after.Lower > 0) || (before.Lower > 0 && after.Upper < 0))
            {
                return [.. from.Zip(to, (x, y) => new Interval(Math.Min(x, y), Math.Max(x, y)))];
            }
        }

        return null;
    }

    /// <summary>g(u) = E[r psi(u . x~)] over the box of the critical point.</summary>
    private Interval Correlation(double[] argument)
    {
        var sample = narrow.Sample;
        Interval[] u = [.. argument.Select(v => (Interval)v)];
        Interval sum = 0;
        for (var s = 0; s < sample.Count; s++)
        {
            var z = NetworkEnclosure.PreActivation(u, [.. sample.Nodes.Row(s), 1]);
            sum += sample.Weights[s] * residuals[s] * activation.Over(z).Value;
        }

        return sum;
    }
}
