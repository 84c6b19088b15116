using Landscape.Models;

namespace Landscape.Search;

/// <summary>The pre-activations z_j(x_s) of one network on its sample, and the distances of its neurons to redundancy.</summary>
internal sealed class NeuronGeometry
{
    private readonly RiskLandscape landscape;
    private readonly double[] theta;
    private readonly double[][] preActivations;
    private readonly double outputUnit;
    private readonly double tolerance;

    public NeuronGeometry(RiskLandscape landscape, ReadOnlySpan<double> theta, double tolerance)
    {
        this.tolerance = tolerance;
        this.landscape = landscape;
        this.theta = theta.ToArray();
        outputUnit = GradientScale.TargetNorm(landscape.Sample);
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
        var mean = Expectation(s => z[s]);
        return Math.Sqrt(Expectation(s => (z[s] - mean) * (z[s] - mean)));
    }

    /// <summary>The smaller of sqrt(E (z_i - z_j)^2) and, where the activation has signs, sqrt(E (z_i + z_j)^2), with its sign.</summary>
    public (double Distance, int Sign) Duplication(int i, int j)
    {
        var (x, y) = (preActivations[i], preActivations[j]);
        var same = Math.Sqrt(Expectation(s => (x[s] - y[s]) * (x[s] - y[s])));
        var opposite = Math.Sqrt(Expectation(s => (x[s] + y[s]) * (x[s] + y[s])));
        return Mirror.Of(landscape.Activation.Symmetry) is not null && opposite < same ? (opposite, -1) : (same, 1);
    }

    private double[] PreActivations(int j)
    {
        var z = new double[landscape.Sample.Count];
        for (var s = 0; s < z.Length; s++)
        {
            var u = theta.AsSpan(landscape.Shape.U(j), landscape.Shape.InputDimension);
            z[s] = theta[landscape.Shape.B(j)] + Vectors.Dot(u, landscape.Sample.Nodes.Row(s));
        }

        return z;
    }

    private double Expectation(Func<int, double> value)
    {
        var sum = 0.0;
        for (var s = 0; s < landscape.Sample.Count; s++)
        {
            sum = Math.FusedMultiplyAdd(landscape.Sample.Weights[s], value(s), sum);
        }

        return sum;
    }
}
