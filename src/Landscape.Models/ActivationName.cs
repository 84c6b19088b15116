namespace Landscape.Models;

/// <summary>The activations that a configuration may name: those of <see cref="Activation.All"/>, in its order, one member each.</summary>
public enum ActivationName
{
    /// <summary><see cref="Activation.Tanh"/>.</summary>
    Tanh,

    /// <summary><see cref="Activation.Logistic"/>.</summary>
    Logistic,

    /// <summary><see cref="Activation.Erf"/>.</summary>
    Erf,

    /// <summary><see cref="Activation.Arctan"/>.</summary>
    Arctan,

    /// <summary><see cref="Activation.Sin"/>.</summary>
    Sin,

    /// <summary><see cref="Activation.Softplus"/>.</summary>
    Softplus,

    /// <summary><see cref="Activation.Gelu"/>.</summary>
    Gelu,

    /// <summary><see cref="Activation.Silu"/>.</summary>
    Silu,

    /// <summary><see cref="Activation.Gaussian"/>.</summary>
    Gaussian,
}
