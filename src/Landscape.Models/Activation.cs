using System.Runtime.Intrinsics;
using Landscape.Numerics;

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

/// <summary>An analytic activation psi with its derivatives; equal bits on every CPU, one node or eight at a time.</summary>
public abstract class Activation
{
    private Activation(string name, ActivationSymmetry symmetry)
    {
        Name = name;
        Symmetry = symmetry;
    }

    private interface IFunction
    {
        static abstract Vector512<double> Evaluate(Vector512<double> z, out Vector512<double> first, out Vector512<double> second);
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new Of<TanhFunction>("tanh", ActivationSymmetry.Odd);

    /// <summary>The logistic function 1 / (1 + exp(-z)).</summary>
    public static Activation Logistic { get; } = new Of<LogisticFunction>("logistic", ActivationSymmetry.Logistic);

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
    public abstract (double Value, double First, double Second) Evaluate(double z);

    /// <summary>psi in every lane.</summary>
    /// <param name="z">Pre-activations on entry, psi(z) on return.</param>
    internal abstract void Apply(Span<Vector512<double>> z);

    /// <summary>psi, psi' and psi'' in every lane.</summary>
    /// <param name="z">Pre-activations on entry, psi(z) on return.</param>
    /// <param name="first">psi'(z), overwritten, as long as z.</param>
    /// <param name="second">psi''(z), overwritten, as long as z.</param>
    internal abstract void Apply(Span<Vector512<double>> z, Span<Vector512<double>> first, Span<Vector512<double>> second);

    /// <summary>One class per function, so that the compiler inlines the function into the loops.</summary>
    private sealed class Of<TFunction>(string name, ActivationSymmetry symmetry) : Activation(name, symmetry)
        where TFunction : struct, IFunction
    {
        public override (double Value, double First, double Second) Evaluate(double z)
        {
            var value = TFunction.Evaluate(Vector512.Create(z), out var first, out var second);
            return (value[0], first[0], second[0]);
        }

        internal override void Apply(Span<Vector512<double>> z)
        {
            foreach (ref var lanes in z)
            {
                lanes = TFunction.Evaluate(lanes, out _, out _);
            }
        }

        internal override void Apply(Span<Vector512<double>> z, Span<Vector512<double>> first, Span<Vector512<double>> second)
        {
            for (var g = 0; g < z.Length; g++)
            {
                z[g] = TFunction.Evaluate(z[g], out first[g], out second[g]);
            }
        }
    }

    private readonly struct TanhFunction : IFunction
    {
        public static Vector512<double> Evaluate(Vector512<double> z, out Vector512<double> first, out Vector512<double> second) =>
            Elementary.Tanh(z, out first, out second);
    }

    private readonly struct LogisticFunction : IFunction
    {
        public static Vector512<double> Evaluate(Vector512<double> z, out Vector512<double> first, out Vector512<double> second) =>
            Elementary.Logistic(z, out first, out second);
    }
}
