using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// J(theta) = sum_s mu_s r_s^2, r = Psi_theta(x) - f(x), with its closed-form gradient and Hessian
/// dJ = 2 E[r dPsi], d2J = 2 E[dPsi dPsi^T + r d2Psi]  (docs/theory.md, section 1).
/// Not thread safe: an instance owns its workspace; take one per thread with <see cref="Fork"/>.
/// </summary>
public sealed class RiskLandscape
{
    /// <summary>The landscape of networks with <paramref name="width"/> neurons on a sample.</summary>
    public RiskLandscape(Sample sample, Activation activation, int width)
    {
        Sample = sample;
        Activation = activation;
        Shape = new NetworkShape(sample.InputDimension, width);
    }

    /// <summary>The discrete measure and target.</summary>
    public Sample Sample { get; }

    /// <summary>psi.</summary>
    public Activation Activation { get; }

    /// <summary>d, n and the parameter layout.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The same landscape with a workspace of its own.</summary>
    public RiskLandscape Fork() => new(Sample, Activation, Shape.Width);

    /// <summary>J(theta).</summary>
    /// <param name="theta">P parameters.</param>
    public double Risk(ReadOnlySpan<double> theta) => RiskGradient(theta, new double[theta.Length]);

    /// <summary>J(theta) and its gradient.</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="gradient">dJ, P, overwritten.</param>
    public double RiskGradient(ReadOnlySpan<double> theta, Span<double> gradient) =>
        RiskGradientHessian(theta, gradient, new Matrix(theta.Length, theta.Length));

    /// <summary>J(theta), its gradient and its Hessian.</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="gradient">dJ, P, overwritten.</param>
    /// <param name="hessian">d2J, P x P, overwritten, both triangles.</param>
    public double RiskGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian)
    {
        gradient.Clear();
        hessian.Data.AsSpan().Clear();
        var risk = 0.0;
        var features = new double[Shape.ParameterCount];
        for (var s = 0; s < Sample.Count; s++)
        {
            var residual = Features(theta, s, features) - Sample.Targets[s];
            Accumulate(theta, s, residual, features, gradient, hessian);
            risk += Sample.Weights[s] * residual * residual;
        }

        return risk;
    }

    private double Features(ReadOnlySpan<double> theta, int s, double[] features)
    {
        var psi = theta[Shape.Beta];
        features[Shape.Beta] = 1;
        for (var j = 0; j < Shape.Width; j++)
        {
            var (value, first, _) = Activation.Evaluate(PreActivation(theta, s, j));
            psi += theta[Shape.A(j)] * value;
            features[Shape.A(j)] = value;
            for (var k = 0; k <= Shape.InputDimension; k++)
            {
                features[Shape.U(j) + k] = theta[Shape.A(j)] * first * Extended(s, k);
            }
        }

        return psi;
    }

    private void Accumulate(ReadOnlySpan<double> theta, int s, double residual, double[] features, Span<double> gradient, Matrix hessian)
    {
        var scale = 2 * Sample.Weights[s];
        for (var i = 0; i < features.Length; i++)
        {
            gradient[i] += scale * residual * features[i];
            for (var j = 0; j < features.Length; j++)
            {
                hessian[i, j] += scale * features[i] * features[j];
            }
        }

        for (var j = 0; j < Shape.Width; j++)
        {
            var (_, first, second) = Activation.Evaluate(PreActivation(theta, s, j));
            for (var k = 0; k <= Shape.InputDimension; k++)
            {
                var mixed = scale * residual * first * Extended(s, k);
                hessian[Shape.A(j), Shape.U(j) + k] += mixed;
                hessian[Shape.U(j) + k, Shape.A(j)] += mixed;
                for (var l = 0; l <= Shape.InputDimension; l++)
                {
                    hessian[Shape.U(j) + k, Shape.U(j) + l] += scale * residual * theta[Shape.A(j)] * second * Extended(s, k) * Extended(s, l);
                }
            }
        }
    }

    private double Extended(int s, int k) => k == Shape.InputDimension ? 1 : Sample.Nodes[s, k];

    private double PreActivation(ReadOnlySpan<double> theta, int s, int j)
    {
        var z = theta[Shape.B(j)];
        for (var k = 0; k < Shape.InputDimension; k++)
        {
            z += theta[Shape.U(j) + k] * Sample.Nodes[s, k];
        }

        return z;
    }
}
