using Landscape.Models;

namespace Landscape.Certification;

/// <summary>
/// The Hessian over a box by natural interval extension: an interval matrix that contains d2J(theta) = 2 sum_s mu_s (dPsi dPsi^T + r d2Psi) + 2 rho I for every theta of
/// the box. With phi_j = psi(z_j), g_j = a_j psi'(z_j):  dPsi = (g_j x~, phi_j per neuron; 1), and d2Psi has, per neuron, a_j psi''(z_j) x~ x~^T at (u_j, u_j) and
/// psi'(z_j) x~ at (u_j, a_j).
/// </summary>
internal sealed class HessianEnclosure(Sample sample, NetworkShape shape, ActivationEnclosure activation, double ridge)
{
    private readonly Interval[] features = new Interval[shape.ParameterCount];
    private readonly ActivationRange[] ranges = new ActivationRange[shape.Width];
    private readonly double[] extended = new double[shape.InputDimension + 1];

    /// <summary>An enclosure of d2J over the box, symmetric.</summary>
    /// <param name="box">P intervals.</param>
    public IntervalMatrix Over(ReadOnlySpan<Interval> box)
    {
        var hessian = new IntervalMatrix(shape.ParameterCount);
        for (var s = 0; s < sample.Count; s++)
        {
            // Doubling a weight is exact.
            var weight = 2 * sample.Weights[s];
            var residual = EvaluateNode(box, sample.Nodes.Row(s)) - sample.Targets[s];
            AddSlopes(hessian, weight);
            AddCurvature(hessian, box, weight * residual);
        }

        for (var i = 0; i < hessian.Size; i++)
        {
            hessian[i, i] += 2 * ridge;
        }

        MirrorLowerTriangle(hessian);
        return hessian;
    }

    /// <summary>Psi(x) over the box as the result, dPsi(x) as the features.</summary>
    private Interval EvaluateNode(ReadOnlySpan<Interval> box, ReadOnlySpan<double> x)
    {
        x.CopyTo(extended);
        extended[^1] = 1;
        var output = box[shape.Beta];
        features[shape.Beta] = 1;
        for (var j = 0; j < shape.Width; j++)
        {
            Interval z = 0;
            for (var k = 0; k < extended.Length; k++)
            {
                z += box[shape.U(j) + k] * extended[k];
            }

            ranges[j] = activation.Over(z);
            WriteFeatures(box[shape.A(j)], j);
            output += box[shape.A(j)] * ranges[j].Value;
        }

        return output;
    }

    private void WriteFeatures(Interval outputWeight, int j)
    {
        var slope = outputWeight * ranges[j].First;
        for (var k = 0; k < extended.Length; k++)
        {
            features[shape.U(j) + k] = slope * extended[k];
        }

        features[shape.A(j)] = ranges[j].Value;
    }

    private void AddSlopes(IntervalMatrix hessian, double weight)
    {
        for (var i = 0; i < features.Length; i++)
        {
            var row = hessian.Row(i);
            var scaled = features[i] * weight;
            for (var k = 0; k < i; k++)
            {
                row[k] += scaled * features[k];
            }

            row[i] += weight * Interval.Square(features[i]);
        }
    }

    private void AddCurvature(IntervalMatrix hessian, ReadOnlySpan<Interval> box, Interval weighted)
    {
        for (var j = 0; j < shape.Width; j++)
        {
            var mixed = weighted * ranges[j].First;
            var bend = weighted * (box[shape.A(j)] * ranges[j].Second);
            for (var k = 0; k < extended.Length; k++)
            {
                hessian[shape.A(j), shape.U(j) + k] += mixed * extended[k];
                var part = bend * extended[k];
                for (var l = 0; l <= k; l++)
                {
                    hessian[shape.U(j) + k, shape.U(j) + l] += part * extended[l];
                }
            }
        }
    }

    private static void MirrorLowerTriangle(IntervalMatrix hessian)
    {
        for (var i = 0; i < hessian.Size; i++)
        {
            for (var k = 0; k < i; k++)
            {
                hessian[k, i] = hessian[i, k];
            }
        }
    }
}
