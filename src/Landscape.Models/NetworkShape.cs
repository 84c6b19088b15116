namespace Landscape.Models;

/// <summary>
/// Where the parameters of Psi_theta(x) = beta + sum_j a_j psi(w_j . x + b_j) stand in theta: per neuron (w_1..w_d, b, a), then beta.
/// </summary>
/// <param name="InputDimension">d, at least 1.</param>
/// <param name="Width">n, at least 0: width 0 is the constant network.</param>
public readonly record struct NetworkShape(int InputDimension, int Width)
{
    /// <summary>Parameters of one neuron: d + 2.</summary>
    public int NeuronSize => InputDimension + 2;

    /// <summary>P = n (d + 2) + 1.</summary>
    public int ParameterCount => (Width * NeuronSize) + 1;

    /// <summary>Index of w_j's first entry; u_j = (w_j, b_j) are the d + 1 entries from here.</summary>
    public int U(int j) => j * NeuronSize;

    /// <summary>Index of b_j.</summary>
    public int B(int j) => (j * NeuronSize) + InputDimension;

    /// <summary>Index of a_j.</summary>
    public int A(int j) => (j * NeuronSize) + InputDimension + 1;

    /// <summary>Index of beta.</summary>
    public int Beta => ParameterCount - 1;
}
