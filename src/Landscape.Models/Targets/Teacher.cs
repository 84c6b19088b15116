using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>A network as target: its parameters are a critical point of risk 0 for students of its width, by construction.</summary>
/// <param name="Activation">psi.</param>
/// <param name="Shape">d and n.</param>
/// <param name="Theta">P parameters.</param>
public sealed record Teacher(Activation Activation, NetworkShape Shape, double[] Theta)
{
    /// <summary>A teacher with independent centred normal parameters.</summary>
    /// <param name="activation">psi.</param>
    /// <param name="shape">d and n.</param>
    /// <param name="innerScale">Standard deviation of w and b.</param>
    /// <param name="outerScale">Standard deviation of a and beta.</param>
    /// <param name="stream">The randomness.</param>
    public static Teacher Random(Activation activation, NetworkShape shape, double innerScale, double outerScale, RandomStream stream)
    {
        var theta = new double[shape.ParameterCount];
        for (var i = 0; i < theta.Length; i++)
        {
            var outer = i == shape.Beta || i % shape.NeuronSize == shape.NeuronSize - 1;
            theta[i] = (outer ? outerScale : innerScale) * stream.NextNormal();
        }

        return new Teacher(activation, shape, theta);
    }

    /// <summary>f(x) = Psi_theta(x), with the bits of <see cref="RiskLandscape"/>: at theta every residual is exactly 0.</summary>
    /// <param name="x">d coordinates.</param>
    public double At(ReadOnlySpan<double> x) => Network.Evaluate(Shape, Activation, Theta, x);
}
