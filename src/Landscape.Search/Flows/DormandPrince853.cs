using static Landscape.Search.DormandPrinceTableau;

namespace Landscape.Search;

/// <summary>
/// Single steps of y' = F(y) by the explicit Runge-Kutta method of order 8 with embedded orders 5 and 3 (<see cref="DormandPrinceTableau"/>):
/// <code>k_i = F(y + h sum_(j &lt; i) a_ij k_j),   y+ = y + h sum_i b_i k_i.</code>
/// The last stage is F(y+), the first of the next step. Not thread safe: it owns the stages.
/// </summary>
internal sealed class DormandPrince853(VectorField field, int dimension)
{
    private readonly double[][] k = [.. Enumerable.Range(0, AllStages).Select(_ => new double[dimension])];
    private readonly double[] stage = new double[dimension];

    /// <summary>Calls of the field.</summary>
    public long Evaluations { get; private set; }

    /// <summary>F at the point from which the next step goes.</summary>
    public ReadOnlySpan<double> Velocity => k[0];

    /// <summary>Sets the point from which the next step goes.</summary>
    public void Start(ReadOnlySpan<double> state) => Evaluate(state, 0);

    /// <summary>Computes y+ and F(y+).</summary>
    /// <param name="state">y.</param>
    /// <param name="h">The step.</param>
    /// <param name="next">y+, overwritten.</param>
    public void Step(ReadOnlySpan<double> state, double h, Span<double> next)
    {
        for (var i = 1; i < Stages - 1; i++)
        {
            Combine(state, h, A[i], stage);
            Evaluate(stage, i);
        }

        Combine(state, h, A[Stages - 1], next);
        Evaluate(next, Stages - 1);
    }

    /// <summary>
    /// The error of the last step in units of the tolerance (accept if at most 1): h e5^2 / sqrt((e5^2 + e3^2 / 100) n), with e5 and e3 the
    /// root sums of squares of the two estimates, each entry divided by its tolerance (ibid., formula 10.17).
    /// </summary>
    /// <param name="state">y.</param>
    /// <param name="h">The step.</param>
    /// <param name="next">y+.</param>
    /// <param name="relative">Relative tolerance.</param>
    /// <param name="absolute">Absolute tolerance.</param>
    public double Error(ReadOnlySpan<double> state, double h, ReadOnlySpan<double> next, double relative, double absolute)
    {
        double fifth = 0, third = 0;
        for (var i = 0; i < dimension; i++)
        {
            var tolerance = absolute + (relative * Math.Max(Math.Abs(state[i]), Math.Abs(next[i])));
            var (e5, e3) = (Sum(FifthOrderError, i) / tolerance, Sum(ThirdOrderError, i) / tolerance);
            fifth = Math.FusedMultiplyAdd(e5, e5, fifth);
            third = Math.FusedMultiplyAdd(e3, e3, third);
        }

        return fifth == 0 && third == 0 ? 0 : h * fifth / Math.Sqrt((fifth + (0.01 * third)) * dimension);
    }

    /// <summary>The interpolant of the last step; three more calls of the field.</summary>
    public DenseStep Interpolate(double time, double h, ReadOnlySpan<double> state, ReadOnlySpan<double> next)
    {
        for (var i = Stages; i < AllStages; i++)
        {
            Combine(state, h, A[i], stage);
            Evaluate(stage, i);
        }

        var coefficients = new double[7][];
        for (var c = 0; c < coefficients.Length; c++)
        {
            coefficients[c] = new double[dimension];
        }

        for (var i = 0; i < dimension; i++)
        {
            var change = next[i] - state[i];
            coefficients[0][i] = change;
            coefficients[1][i] = (h * k[0][i]) - change;
            coefficients[2][i] = (2 * change) - (h * (k[Stages - 1][i] + k[0][i]));
            for (var c = 0; c < Interpolant.Length; c++)
            {
                coefficients[3 + c][i] = h * Sum(Interpolant[c], i);
            }
        }

        return new DenseStep(time, h, state.ToArray(), coefficients);
    }

    /// <summary>Makes the end of the last step the point from which the next goes.</summary>
    public void Advance() => k[Stages - 1].CopyTo(k[0], 0);

    private void Evaluate(ReadOnlySpan<double> state, int i)
    {
        Evaluations++;
        field(state, k[i]);
    }

    /// <summary>result := y + h sum_j a_j k_j.</summary>
    private void Combine(ReadOnlySpan<double> state, double h, (int Stage, double Weight)[] weights, Span<double> result)
    {
        for (var i = 0; i < dimension; i++)
        {
            result[i] = Math.FusedMultiplyAdd(h, Sum(weights, i), state[i]);
        }
    }

    private double Sum((int Stage, double Weight)[] weights, int i)
    {
        var sum = 0.0;
        foreach (var (j, weight) in weights)
        {
            sum = Math.FusedMultiplyAdd(weight, k[j][i], sum);
        }

        return sum;
    }
}
