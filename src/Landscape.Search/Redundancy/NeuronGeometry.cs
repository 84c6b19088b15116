using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>The pre-activations z_j(x_s) of one network on its sample, and the distances of its neurons to redundancy.</summary>
internal sealed class NeuronGeometry
{
    private readonly RiskLandscape landscape;
    private readonly double[] theta;
    private readonly double[][] preActivations;
    private readonly double outputUnit;
    private readonly double tolerance;
    private readonly double[] difference;
    private readonly double[] weighted;

    public NeuronGeometry(RiskLandscape landscape, ReadOnlySpan<double> theta, double tolerance)
    {
        this.tolerance = tolerance;
        this.landscape = landscape;
        this.theta = theta.ToArray();
        outputUnit = GradientScale.TargetNorm(landscape.Sample);
        (difference, weighted) = (new double[landscape.Sample.Count], new double[landscape.Sample.Count]);
        preActivations = [.. Enumerable.Range(0, landscape.Shape.Width).Select(PreActivations)];
    }

    /// <summary>z_j at every node, N.</summary>
    public ReadOnlySpan<double> PreActivation(int j) => preActivations[j];

    /// <summary>a_j = 0 within the tolerance.</summary>
    public bool IsDead(int j) => Deactivation(j) <= tolerance;

    /// <summary>w_j = 0 within the tolerance.</summary>
    public bool IsConstant(int j) => Bias(j) <= tolerance;

    /// <summary>The sign s if u_j = s u_i within the tolerance, else null.</summary>
    public int? DuplicateSign(int i, int j) => Duplication(i, j) is var (distance, sign) && distance <= tolerance ? sign : null;

    /// <summary>|a_j| in units of the target.</summary>
    public double Deactivation(int j) => Math.Abs(theta[landscape.Shape.A(j)]) / outputUnit;

    /// <summary>sqrt(Var_mu z_j).</summary>
    public double Bias(int j)
    {
        var z = preActivations[j];
        var mean = FixedOrderSum.Dot(landscape.Sample.Weights, z);
        for (var s = 0; s < z.Length; s++)
        {
            difference[s] = z[s] - mean;
        }

        return RootMeanSquareOfDifference();
    }

    /// <summary>The smaller of sqrt(E (z_i - z_j)^2) and, where the activation has signs, sqrt(E (z_i + z_j)^2), with its sign.</summary>
    public (double Distance, int Sign) Duplication(int i, int j)
    {
        var same = Distance(preActivations[i], 1, preActivations[j]);
        if (Mirror.Of(landscape.Activation.Symmetry) is null)
        {
            return (same, 1);
        }

        var opposite = Distance(preActivations[i], -1, preActivations[j]);
        return opposite < same ? (opposite, -1) : (same, 1);
    }

    private double[] PreActivations(int j)
    {
        var nodes = landscape.Sample.Nodes.Data;
        var w = theta.AsSpan(landscape.Shape.U(j), landscape.Shape.InputDimension);
        var z = new double[landscape.Sample.Count];
        for (var s = 0; s < z.Length; s++)
        {
            var sum = theta[landscape.Shape.B(j)];
            for (var k = 0; k < w.Length; k++)
            {
                sum = Math.FusedMultiplyAdd(w[k], nodes[(s * w.Length) + k], sum);
            }

            z[s] = sum;
        }

        return z;
    }

    /// <summary>sqrt(E (x - sign y)^2).</summary>
    private double Distance(double[] x, int sign, double[] y)
    {
        for (var s = 0; s < x.Length; s++)
        {
            difference[s] = x[s] - (sign * y[s]);
        }

        return RootMeanSquareOfDifference();
    }

    private double RootMeanSquareOfDifference()
    {
        var weights = landscape.Sample.Weights;
        for (var s = 0; s < weights.Length; s++)
        {
            weighted[s] = weights[s] * difference[s];
        }

        return Math.Sqrt(FixedOrderSum.Dot(weighted, difference));
    }
}
