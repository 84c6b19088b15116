namespace Landscape.Models;

/// <summary>How an activation maps under z -> -z; decides the sign symmetries of a network.</summary>
public enum ActivationSymmetry
{
    /// <summary>No group action on parameters.</summary>
    None,

    /// <summary>psi(-z) = -psi(z): (u, a) ~ (-u, -a).</summary>
    Odd,

    /// <summary>psi(-z) = 1 - psi(z): (u, a, beta) ~ (-u, -a, beta + a).</summary>
    Logistic,
}

/// <summary>An analytic activation psi with its derivatives.</summary>
public sealed class Activation
{
    private Activation(string name, ActivationSymmetry symmetry)
    {
        Name = name;
        Symmetry = symmetry;
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new("tanh", ActivationSymmetry.Odd);

    /// <summary>The logistic function 1 / (1 + exp(-z)).</summary>
    public static Activation Logistic { get; } = new("logistic", ActivationSymmetry.Logistic);

    /// <summary>The catalogue, in the order of the documentation.</summary>
    public static IReadOnlyList<Activation> All { get; } = [Tanh, Logistic];

    /// <summary>The name used in configurations and tables.</summary>
    public string Name { get; }

    /// <summary>The sign symmetry.</summary>
    public ActivationSymmetry Symmetry { get; }

    /// <summary>The activation of a name.</summary>
    /// <exception cref="ArgumentException">No activation has this name; the message lists those that exist.</exception>
    public static Activation Named(string name) =>
        All.FirstOrDefault(a => a.Name == name)
        ?? throw new ArgumentException($"no activation is named '{name}'; known: {string.Join(", ", All.Select(a => a.Name))}");

    /// <summary>psi(z), psi'(z) and psi''(z).</summary>
    public (double Value, double First, double Second) Evaluate(double z)
    {
        // PLACEHOLDER until Landscape.Numerics has its own tanh (same work package).
        var t = this == Tanh ? Math.Tanh(z) : 0.5 * (1 + Math.Tanh(z / 2));
        return this == Tanh
            ? (t, 1 - (t * t), -2 * t * (1 - (t * t)))
            : (t, t * (1 - t), t * (1 - t) * (1 - (2 * t)));
    }
}
