using Landscape.Models;

namespace Landscape.Search;

/// <summary>
/// What a redundant neuron adds to the rest of its network: nothing if it is dead; a psi(b) to beta if it is constant;
/// a psi(s z_i) = a constant + a factor psi(z_i) if it is a duplicate (<see cref="Mirror"/>).
/// </summary>
/// <param name="Partner">The neuron whose weight grows, or null.</param>
/// <param name="Weight">By how much it grows.</param>
/// <param name="Bias">By how much beta grows.</param>
internal readonly record struct RedundantOutput(int? Partner, double Weight, double Bias)
{
    public static RedundantOutput Of(Activation activation, RemovedNeuron neuron)
    {
        var (a, b) = (neuron.Neuron[^1], neuron.Neuron[^2]);
        if (neuron.IsDead)
        {
            return new(null, 0, 0);
        }

        if (neuron.IsConstant)
        {
            return new(null, 0, a * activation.Evaluate(b).Value);
        }

        var mirror = Mirror.Of(activation.Symmetry, neuron.Sign)!.Value;
        return new(neuron.Partner, mirror.Factor * a, mirror.Constant * a);
    }

    /// <summary>Adds it, in place; the partner comes before the neuron, so its place is that of either network.</summary>
    public void AddTo(double[] theta, NetworkShape shape)
    {
        theta[^1] += Bias;
        if (Partner is { } i)
        {
            theta[shape.A(i)] += Weight;
        }
    }

    /// <summary>Takes it away, in place.</summary>
    public void TakeFrom(double[] theta, NetworkShape shape) => new RedundantOutput(Partner, -Weight, -Bias).AddTo(theta, shape);
}
