using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// The Hessian over a box by natural extension to balls, eight nodes at a time: an interval matrix that contains d2J(theta) = 2 sum_s mu_s (dPsi dPsi^T + r d2Psi) + 2 rho I for every
/// theta of the box. With phi_j = psi(z_j), g_j = a_j psi'(z_j):  dPsi = (g_j x~, phi_j per neuron; 1), and d2Psi has, per neuron, a_j psi''(z_j) x~ x~^T at (u_j, u_j) and
/// psi'(z_j) x~ at (u_j, a_j).
/// </summary>
internal sealed class HessianEnclosure(Sample sample, NetworkShape shape, ActivationEnclosure activation, double ridge)
{
    private Sample Sample { get; } = sample;

    private NetworkShape Shape { get; } = shape;

    private ActivationEnclosure Activation { get; } = activation;

    /// <summary>An enclosure of d2J over the box, symmetric.</summary>
    /// <param name="box">P intervals.</param>
    public IntervalMatrix Over(ReadOnlySpan<Interval> box)
    {
        var hessian = Vector512.IsHardwareAccelerated ? new Sums<WideLanes>(this, box).Total() : new Sums<PairedLanes>(this, box).Total();
        for (var i = 0; i < hessian.Size; i++)
        {
            hessian[i, i] += 2 * ridge;
        }

        return hessian;
    }

    /// <summary>The sums over all nodes, a lane for each eighth of them; of the lower triangle, row by row.</summary>
    private sealed class Sums<TLanes>
        where TLanes : unmanaged, ILanes<TLanes>
    {
        private readonly Sample sample;
        private readonly NetworkShape shape;
        private readonly ActivationEnclosure activation;
        private readonly DoubleBall<TLanes>[] theta;
        private readonly DoubleBall<TLanes>[] features;
        private readonly DoubleBall<TLanes>[] triangle;
        private readonly BallJet<DoubleBall<TLanes>>[] jets;
        private readonly TLanes[] extended;

        public Sums(HessianEnclosure problem, ReadOnlySpan<Interval> box)
        {
            (sample, shape, activation) = (problem.Sample, problem.Shape, problem.Activation);
            theta = new DoubleBall<TLanes>[box.Length];
            for (var i = 0; i < box.Length; i++)
            {
                theta[i] = DoubleBall<TLanes>.Around(box[i].Middle, box[i].RadiusAround(box[i].Middle));
            }

            features = new DoubleBall<TLanes>[box.Length];
            triangle = new DoubleBall<TLanes>[Place(box.Length, 0)];
            jets = new BallJet<DoubleBall<TLanes>>[shape.Width];
            extended = new TLanes[shape.InputDimension + 1];
            extended[^1] = 1.0;
        }

        public IntervalMatrix Total()
        {
            var nodes = new NodeGroups<TLanes>(sample);
            for (var group = 0; group < nodes.Count; group++)
            {
                nodes.Coordinates(group).CopyTo(extended);
                var weight = DoubleBall<TLanes>.Exactly(nodes.TwiceWeight(group));
                var residual = EvaluateNodes() - DoubleBall<TLanes>.Exactly(nodes.Target(group));
                AddSlopes(weight);
                AddCurvature(weight * residual);
            }

            return AcrossLanes();
        }

        /// <summary>Psi(x) over the box as the result, dPsi(x) as the features.</summary>
        private DoubleBall<TLanes> EvaluateNodes()
        {
            var output = theta[shape.Beta];
            features[shape.Beta] = 1.0;
            for (var j = 0; j < shape.Width; j++)
            {
                var z = theta[shape.B(j)];
                for (var k = 0; k < extended.Length - 1; k++)
                {
                    z = DoubleBall<TLanes>.AddProduct(z, theta[shape.U(j) + k], DoubleBall<TLanes>.Exactly(extended[k]));
                }

                jets[j] = activation.Over(z);
                var slope = theta[shape.A(j)] * jets[j].First;
                for (var k = 0; k < extended.Length; k++)
                {
                    features[shape.U(j) + k] = slope * DoubleBall<TLanes>.Exactly(extended[k]);
                }

                features[shape.A(j)] = jets[j].Value;
                output = DoubleBall<TLanes>.AddProduct(output, theta[shape.A(j)], jets[j].Value);
            }

            return output;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddSlopes(DoubleBall<TLanes> weight)
        {
            for (var i = 0; i < features.Length; i++)
            {
                var scaled = features[i] * weight;
                var row = triangle.AsSpan(Place(i, 0), i + 1);
                for (var k = 0; k < row.Length; k++)
                {
                    row[k] = DoubleBall<TLanes>.AddProduct(row[k], scaled, features[k]);
                }
            }
        }

        private void AddCurvature(DoubleBall<TLanes> weighted)
        {
            for (var j = 0; j < shape.Width; j++)
            {
                var mixed = weighted * jets[j].First;
                var bend = weighted * (theta[shape.A(j)] * jets[j].Second);
                for (var k = 0; k < extended.Length; k++)
                {
                    Add(shape.A(j), shape.U(j) + k, mixed, extended[k]);
                    var part = bend * DoubleBall<TLanes>.Exactly(extended[k]);
                    for (var l = 0; l <= k; l++)
                    {
                        Add(shape.U(j) + k, shape.U(j) + l, part, extended[l]);
                    }
                }
            }
        }

        private void Add(int i, int k, DoubleBall<TLanes> factor, TLanes x)
        {
            ref var sum = ref triangle[Place(i, k)];
            sum = DoubleBall<TLanes>.AddProduct(sum, factor, DoubleBall<TLanes>.Exactly(x));
        }

        private IntervalMatrix AcrossLanes()
        {
            var hessian = new IntervalMatrix(features.Length);
            for (var i = 0; i < features.Length; i++)
            {
                for (var k = 0; k <= i; k++)
                {
                    hessian[i, k] = hessian[k, i] = AcrossLanes(triangle.AsSpan(Place(i, k), 1));
                }
            }

            return hessian;
        }

        private static Interval AcrossLanes(ReadOnlySpan<DoubleBall<TLanes>> sum)
        {
            var numbers = MemoryMarshal.Cast<DoubleBall<TLanes>, double>(sum);
            var width = NodeGroups<TLanes>.Width;
            Interval total = 0;
            for (var lane = 0; lane < width; lane++)
            {
                total += Interval.Around(numbers[lane], numbers[width + lane]);
            }

            return total;
        }

        // Entry (i, k), k at most i, of a triangle stored row by row.
        private static int Place(int i, int k) => (i * (i + 1) / 2) + k;
    }
}
