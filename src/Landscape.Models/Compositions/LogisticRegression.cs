using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// m logistic regressions at once: f(Z) = (1/N) sum_s sum_i log(1 + exp(-y_si (Z x_s)_i)) + rho |Z|^2 / 2 with labels y = -1 or 1. The ridge makes it
/// proper; without, it stays bounded along directions that separate the labels.
/// </summary>
public sealed class LogisticRegression : CompositionCost
{
    private readonly Matrix inputs;
    private readonly Matrix labels;
    private readonly double ridge;

    /// <summary>Takes the data.</summary>
    /// <param name="inputs">x, N x n.</param>
    /// <param name="labels">y, N x m, each -1 or 1.</param>
    /// <param name="ridge">rho, positive.</param>
    /// <exception cref="ArgumentException">Shapes that do not fit, labels other than -1 and 1, or rho not positive.</exception>
    public LogisticRegression(Matrix inputs, Matrix labels, double ridge)
        : base("logistic-regression", labels.Columns, inputs.Columns)
    {
        if (inputs.Rows != labels.Rows || inputs.Rows == 0)
        {
            throw new ArgumentException($"{inputs.Rows} inputs and {labels.Rows} labels: expected equal numbers, at least one", nameof(labels));
        }

        if (!Array.TrueForAll(labels.Data, y => Math.Abs(y) == 1))
        {
            throw new ArgumentException("labels are -1 or 1", nameof(labels));
        }

        if (!(ridge > 0))
        {
            throw new ArgumentException($"the ridge is {ridge}; it has to be positive, or the sublevel sets are unbounded", nameof(ridge));
        }

        (this.inputs, this.labels, this.ridge) = (inputs, labels, ridge);
    }

    /// <inheritdoc/>
    public override double Value(Matrix z)
    {
        var sum = 0.0;
        for (var s = 0; s < inputs.Rows; s++)
        {
            for (var i = 0; i < Rows; i++)
            {
                sum += Elementary.Softplus(-labels[s, i] * FixedOrderSum.Dot(z.Row(i), inputs.Row(s)));
            }
        }

        return (sum / inputs.Rows) + (ridge * MatrixProducts.Inner(z, z) / 2);
    }

    /// <inheritdoc/>
    public override void Gradient(Matrix z, Matrix gradient)
    {
        Scale(z, gradient);
        for (var s = 0; s < inputs.Rows; s++)
        {
            for (var i = 0; i < Rows; i++)
            {
                var (probability, _) = Miss(z, s, i);
                FixedOrderSum.AddScaled(-labels[s, i] * probability / inputs.Rows, inputs.Row(s), gradient.Row(i));
            }
        }
    }

    /// <inheritdoc/>
    public override void SecondDerivative(Matrix z, Matrix direction, Matrix result)
    {
        Scale(direction, result);
        for (var s = 0; s < inputs.Rows; s++)
        {
            for (var i = 0; i < Rows; i++)
            {
                var (_, variance) = Miss(z, s, i);
                var slope = FixedOrderSum.Dot(direction.Row(i), inputs.Row(s));
                FixedOrderSum.AddScaled(variance * slope / inputs.Rows, inputs.Row(s), result.Row(i));
            }
        }
    }

    /// <summary>The probability q that the model gives to the wrong label, and q (1 - q).</summary>
    private (double Probability, double Variance) Miss(Matrix z, int s, int i)
    {
        var margin = -labels[s, i] * FixedOrderSum.Dot(z.Row(i), inputs.Row(s));
        var (probability, variance, _) = Activation.Logistic.Evaluate(margin);
        return (probability, variance);
    }

    private void Scale(Matrix z, Matrix result)
    {
        for (var i = 0; i < z.Data.Length; i++)
        {
            result.Data[i] = ridge * z.Data[i];
        }
    }
}
