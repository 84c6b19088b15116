namespace Landscape.Models;

/// <summary>The shallow network Psi_theta(x) = beta + sum_j a_j psi(w_j . x + b_j).</summary>
public static class Network
{
    /// <summary>Psi_theta(x), with the operations and the bits of <see cref="RiskLandscape"/>.</summary>
    /// <param name="shape">d, n and the parameter layout.</param>
    /// <param name="activation">psi.</param>
    /// <param name="theta">P parameters.</param>
    /// <param name="x">d coordinates.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static double Evaluate(NetworkShape shape, Activation activation, ReadOnlySpan<double> theta, ReadOnlySpan<double> x)
    {
        if (theta.Length != shape.ParameterCount || x.Length != shape.InputDimension)
        {
            throw new ArgumentException($"{shape} needs {shape.ParameterCount} parameters and {shape.InputDimension} inputs, not {theta.Length} and {x.Length}");
        }

        var output = theta[shape.Beta];
        for (var j = 0; j < shape.Width; j++)
        {
            var z = theta[shape.B(j)];
            for (var k = 0; k < x.Length; k++)
            {
                z = Math.FusedMultiplyAdd(theta[shape.U(j) + k], x[k], z);
            }

            output = Math.FusedMultiplyAdd(theta[shape.A(j)], activation.Evaluate(z).Value, output);
        }

        return output;
    }
}
