using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Landscape.Numerics;

namespace Landscape.Models;

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
        static abstract TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes>;
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new Of<TanhFunction>("tanh", ActivationSymmetry.Odd);

    /// <summary>The logistic function 1 / (1 + exp(-z)).</summary>
    public static Activation Logistic { get; } = new Of<LogisticFunction>("logistic", ActivationSymmetry.Logistic);

    /// <summary>The error function.</summary>
    public static Activation Erf { get; } = new Of<ErfFunction>("erf", ActivationSymmetry.Odd);

    /// <summary>The inverse tangent.</summary>
    public static Activation Arctan { get; } = new Of<ArctanFunction>("arctan", ActivationSymmetry.Odd);

    /// <summary>
    /// The sine. It is odd, and besides sin(z + pi) = -sin(z): (w, b + pi, a) ~ (w, b, -a). Shifts of b are not part of the symmetry group, so that copies at shifted
    /// biases count apart and neurons that differ by such a shift do not count as duplicates.
    /// </summary>
    public static Activation Sin { get; } = new Of<SinFunction>("sin", ActivationSymmetry.Odd);

    /// <summary>log(1 + exp(z)).</summary>
    public static Activation Softplus { get; } = new Of<SoftplusFunction>("softplus", ActivationSymmetry.ThreeTerm);

    /// <summary>z Phi(z), Phi the standard normal distribution function.</summary>
    public static Activation Gelu { get; } = new Of<GeluFunction>("gelu", ActivationSymmetry.ThreeTerm);

    /// <summary>z / (1 + exp(-z)).</summary>
    public static Activation Silu { get; } = new Of<SiluFunction>("silu", ActivationSymmetry.ThreeTerm);

    /// <summary>exp(-z^2).</summary>
    public static Activation Gaussian { get; } = new Of<GaussianFunction>("gaussian", ActivationSymmetry.Even);

    /// <summary>The catalogue, in the order of the documentation.</summary>
    public static IReadOnlyList<Activation> All { get; } = [Tanh, Logistic, Erf, Arctan, Sin, Softplus, Gelu, Silu, Gaussian];

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

    /// <summary>psi'''(z).</summary>
    public abstract double Third(double z);

    /// <summary>psi in every lane.</summary>
    /// <param name="z">Pre-activations on entry, psi(z) on return.</param>
    internal abstract void Apply(Span<Vector512<double>> z);

    /// <summary>psi, psi' and psi'' in every lane.</summary>
    /// <param name="z">Pre-activations on entry, psi(z) on return.</param>
    /// <param name="first">psi'(z), overwritten, as long as z.</param>
    /// <param name="second">psi''(z), overwritten, as long as z.</param>
    internal abstract void Apply(Span<Vector512<double>> z, Span<Vector512<double>> first, Span<Vector512<double>> second);

    /// <summary>
    /// One class per function, so that the compiler inlines the function into the loops; optimised at once, since code that was tuned to a profile of
    /// the first calls is sometimes three times slower.
    /// </summary>
    private sealed class Of<TFunction>(string name, ActivationSymmetry symmetry) : Activation(name, symmetry)
        where TFunction : struct, IFunction
    {
        public override (double Value, double First, double Second) Evaluate(double z) =>
            Vector512.IsHardwareAccelerated ? Evaluate<WideLanes>(z) : Evaluate<PairedLanes>(z);

        public override double Third(double z) => Vector512.IsHardwareAccelerated ? Third<WideLanes>(z) : Third<PairedLanes>(z);

        internal override void Apply(Span<Vector512<double>> z)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                var done = z.Length - (z.Length % TripleLanes.Vectors);
                Apply<TripleLanes>(z[..done]);
                Apply<WideLanes>(z[done..]);
            }
            else
            {
                Apply<PairedLanes>(z);
            }
        }

        internal override void Apply(Span<Vector512<double>> z, Span<Vector512<double>> first, Span<Vector512<double>> second)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                // Three vectors at a time, then what is left.
                var done = z.Length - (z.Length % TripleLanes.Vectors);
                Apply<TripleLanes>(z[..done], first, second);
                Apply<WideLanes>(z[done..], first[done..], second[done..]);
            }
            else
            {
                Apply<PairedLanes>(z, first, second);
            }
        }

        private static (double Value, double First, double Second) Evaluate<TLanes>(double z)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var value = TFunction.Evaluate<TLanes>(z, out var first, out var second, out _);
            return (TLanes.First(value), TLanes.First(first), TLanes.First(second));
        }

        private static double Third<TLanes>(double z)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TFunction.Evaluate<TLanes>(z, out _, out _, out var third);
            return TLanes.First(third);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Apply<TLanes>(Span<Vector512<double>> z)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            foreach (ref var lanes in MemoryMarshal.Cast<Vector512<double>, TLanes>(z))
            {
                lanes = TFunction.Evaluate(lanes, out _, out _, out _);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Apply<TLanes>(Span<Vector512<double>> z, Span<Vector512<double>> first, Span<Vector512<double>> second)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var values = MemoryMarshal.Cast<Vector512<double>, TLanes>(z);
            var firsts = MemoryMarshal.Cast<Vector512<double>, TLanes>(first);
            var seconds = MemoryMarshal.Cast<Vector512<double>, TLanes>(second);
            for (var g = 0; g < values.Length; g++)
            {
                // Through locals: written straight to the spans, psi' would be read back from memory for psi''.
                values[g] = TFunction.Evaluate(values[g], out var slope, out var bend, out _);
                (firsts[g], seconds[g]) = (slope, bend);
            }
        }
    }

    private readonly struct TanhFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Tanh(z, out first, out second, out third);
    }

    private readonly struct LogisticFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Logistic(z, out first, out second, out third);
    }

    private readonly struct ErfFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Erf(z, out first, out second, out third);
    }

    private readonly struct ArctanFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Arctan(z, out first, out second, out third);
    }

    private readonly struct SinFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Sin(z, out first, out second, out third);
    }

    private readonly struct SoftplusFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Softplus(z, out first, out second, out third);
    }

    private readonly struct GeluFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Gelu(z, out first, out second, out third);
    }

    private readonly struct SiluFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Silu(z, out first, out second, out third);
    }

    private readonly struct GaussianFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Evaluate<TLanes>(TLanes z, out TLanes first, out TLanes second, out TLanes third)
            where TLanes : unmanaged, ILanes<TLanes> => Elementary.Gaussian(z, out first, out second, out third);
    }
}
