using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// y = w_2 psi(w_1) under a cost f, the smallest sigmoidal composition; psi(w) = w is the linear one. The gradient flow keeps
/// w_2^2 / 2 - Q(w_1) with Q' = psi / psi' (Castello B. de Oliveira, Jatkar and Sontag, arXiv:2511.09810); in the paper's scaling
/// <code>linear: w_2^2 - w_1^2;   tanh: w_2^2 - sinh^2(w_1);   logistic: w_2^2 / 2 - w_1 - exp(w_1).</code>
/// A critical point with f'(y) != 0 needs psi(w_1) = 0 and w_2 psi'(w_1) = 0: the origin for the first two, none for the logistic function.
/// </summary>
public sealed class OneNeuron
{
    private readonly Func<double, (double Value, double First, double Second)> psi;
    private readonly Func<double, double, double> conserved;

    private OneNeuron(string name, double? saddle, Func<double, (double Value, double First, double Second)> psi, Func<double, double, double> conserved)
    {
        (Name, Saddle) = (name, saddle);
        (this.psi, this.conserved) = (psi, conserved);
    }

    /// <summary>psi(w) = w.</summary>
    public static OneNeuron Linear { get; } = new("linear", 0, w => (w, 1, 0), (w1, w2) => (w2 * w2) - (w1 * w1));

    /// <summary>psi = tanh.</summary>
    public static OneNeuron Tanh { get; } = new("tanh", 0, Activation.Tanh.Evaluate, (w1, w2) => (w2 * w2) - (Sinh(w1) * Sinh(w1)));

    /// <summary>The logistic function.</summary>
    public static OneNeuron Logistic { get; } = new("logistic", null, Activation.Logistic.Evaluate, (w1, w2) => (w2 * w2 / 2) - w1 - Elementary.Exp(w1));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OneNeuron> All { get; } = [Linear, Tanh, Logistic];

    /// <summary>linear, tanh, logistic.</summary>
    public string Name { get; }

    /// <summary>The zero of psi, over which the saddle (w_1, 0) lies; nothing if psi has none.</summary>
    public double? Saddle { get; }

    /// <summary>y = w_2 psi(w_1).</summary>
    public double Output(double w1, double w2) => w2 * psi(w1).Value;

    /// <summary>What the gradient flow keeps.</summary>
    public double Conserved(double w1, double w2) => conserved(w1, w2);

    /// <summary>The partial derivatives of y: w_2 psi'(w_1) and psi(w_1).</summary>
    public (double First, double Second) OutputGradient(double w1, double w2)
    {
        var (value, slope, _) = psi(w1);
        return (w2 * slope, value);
    }

    /// <summary>The Hessian of f(y): f'' dy dy^T + f' d2y, as (11, 12, 22).</summary>
    public (double First, double Mixed, double Second) Hessian(ScalarCost cost, double w1, double w2)
    {
        var (value, slope, bend) = psi(w1);
        var y = w2 * value;
        var (first, second) = (cost.First(y), cost.Second(y));
        return ((second * w2 * w2 * slope * slope) + (first * w2 * bend), (second * w2 * slope * value) + (first * slope), second * value * value);
    }

    private static double Sinh(double x) => (Elementary.Exp(x) - Elementary.Exp(-x)) / 2;
}
