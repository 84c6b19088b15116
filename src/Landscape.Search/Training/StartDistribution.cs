using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>How a and beta of a start are chosen.</summary>
public enum Readout
{
    /// <summary>a_j uniform on sd(f) [-1, 1], beta = E f.</summary>
    Random,

    /// <summary>The best a and beta for the drawn hidden layer.</summary>
    LeastSquares,
}

/// <summary>Options of <see cref="StartDistribution"/>.</summary>
public sealed record StartOptions
{
    /// <summary>g: the largest slope of a neuron's argument per standard deviation of an input.</summary>
    [Description("weights w_k are uniform on [-g, g] / (sd of input k); this is g")]
    [Range(0, 1000, MinimumIsExclusive = true)]
    public double WeightRange { get; init; } = 3;

    /// <summary>How a and beta are chosen.</summary>
    [Description("a and beta: random (uniform) or least-squares for the drawn hidden layer")]
    public Readout Readout { get; init; } = Readout.Random;
}

/// <summary>
/// Random starts scaled to the problem: w_jk uniform on [-g, g] / sd(x_k); b_j = -&lt;w_j, x_c&gt; with a node x_c drawn by mu, so that every neuron
/// bends inside the data; a and beta by <see cref="Readout"/>.
/// </summary>
/// <param name="landscape">Sample, activation and shape.</param>
/// <param name="options">Ranges and readout.</param>
public sealed class StartDistribution(RiskLandscape landscape, StartOptions options)
{
    // Relative to the mean diagonal of the features' Gram matrix: keeps nearly equal neurons from huge, cancelling a.
    private const double Ridge = 1e-6;

    private readonly Sample sample = landscape.Sample;
    private readonly NetworkShape shape = landscape.Shape;

    /// <summary>Draws theta (P) from a stream.</summary>
    public double[] Draw(RandomStream stream)
    {
        var theta = new double[shape.ParameterCount];
        for (var j = 0; j < shape.Width; j++)
        {
            DrawArgument(stream).CopyTo(theta, shape.U(j));
        }

        // Both readouts consume the same random numbers, so that a changed readout keeps the hidden layers.
        var (mean, deviation) = Moments(s => sample.Targets[s]);
        for (var j = 0; j < shape.Width; j++)
        {
            theta[shape.A(j)] = deviation * stream.NextUniform(-1, 1);
        }

        theta[shape.Beta] = mean;
        if (options.Readout == Readout.LeastSquares)
        {
            FitReadout(theta);
        }

        return theta;
    }

    /// <summary>Draws u = (w, b) of one neuron, d + 1.</summary>
    public double[] DrawArgument(RandomStream stream)
    {
        var u = new double[shape.InputDimension + 1];
        for (var k = 0; k < shape.InputDimension; k++)
        {
            var (_, deviation) = Moments(s => sample.Nodes[s, k]);
            u[k] = stream.NextUniform(-options.WeightRange, options.WeightRange) / (deviation > 0 ? deviation : 1);
        }

        var centre = sample.Nodes.Row(DrawNode(stream));
        u[^1] = -Vectors.Dot(u.AsSpan(0, shape.InputDimension), centre);
        return u;
    }

    private int DrawNode(RandomStream stream)
    {
        var u = stream.NextUniform();
        var s = 0;
        for (var below = sample.Weights[0]; below <= u && s < sample.Count - 1; below += sample.Weights[s])
        {
            s++;
        }

        return s;
    }

    /// <summary>Mean and standard deviation of a function of the node under mu.</summary>
    private (double Mean, double Deviation) Moments(Func<int, double> value)
    {
        double mean = 0, variance = 0;
        for (var s = 0; s < sample.Count; s++)
        {
            mean += sample.Weights[s] * value(s);
        }

        for (var s = 0; s < sample.Count; s++)
        {
            variance += sample.Weights[s] * (value(s) - mean) * (value(s) - mean);
        }

        return (mean, Math.Sqrt(variance));
    }

    /// <summary>
    /// J is quadratic in (a, beta). One Newton step on that block, from a = 0 and beta = 0, with a small ridge: G c = E[f phi], phi = (psi(z_j), 1).
    /// </summary>
    private void FitReadout(double[] theta)
    {
        int[] readout = [.. Enumerable.Range(0, shape.Width).Select(shape.A), shape.Beta];
        foreach (var i in readout)
        {
            theta[i] = 0;
        }

        var at = Iterate.At(new RiskFunction(landscape), theta);
        var gram = new Matrix(readout.Length, readout.Length);
        var right = readout.Select(i => -at.Gradient[i]).ToArray();
        var ridge = Ridge * readout.Average(i => at.Hessian[i, i]);
        for (var i = 0; i < readout.Length; i++)
        {
            for (var j = 0; j < readout.Length; j++)
            {
                gram[i, j] = at.Hessian[readout[i], readout[j]] + (i == j ? ridge : 0);
            }
        }

        var factor = new Matrix(gram.Rows, gram.Rows);
        if (Cholesky.TryFactor(gram, factor))
        {
            Cholesky.Solve(factor, right);
            for (var i = 0; i < readout.Length; i++)
            {
                theta[readout[i]] = right[i];
            }
        }
    }
}
