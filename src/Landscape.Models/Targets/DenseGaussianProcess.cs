using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>S = L, the Cholesky factor of K + nu I.</summary>
internal sealed class DenseGaussianProcess : GaussianProcess
{
    private readonly Matrix lower;

    public DenseGaussianProcess(Matrix covariance, string label)
    {
        var n = covariance.Rows;
        lower = new Matrix(n, n);
        var variances = Enumerable.Range(0, n).Select(i => covariance[i, i]).ToArray();
        Nugget = SmallestNugget(FixedOrderSum.Sum(variances) / n, label, nugget =>
        {
            for (var i = 0; i < n; i++)
            {
                covariance[i, i] = variances[i] + nugget;
            }

            return Cholesky.TryFactor(covariance, lower);
        });
    }

    protected override int Count => lower.Rows;

    public override double[] Apply(double[] normals) =>
        [.. Enumerable.Range(0, Count).Select(i => FixedOrderSum.Dot(lower.Row(i)[..(i + 1)], normals.AsSpan(0, i + 1)))];
}
