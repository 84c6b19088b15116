using System.Runtime.InteropServices;
using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>Two functions of two coordinates on a box: their values at its centre, over it, and their derivatives over it.</summary>
/// <param name="First">The centre's first coordinate.</param>
/// <param name="Second">The centre's second coordinate.</param>
/// <param name="AtCentre">g_i at the centre, 2.</param>
/// <param name="Over">g_i over the box, 2.</param>
/// <param name="Derivative">d_j g_i over the box at 2 i + j.</param>
internal readonly record struct Linearization(double First, double Second, Interval[] AtCentre, Interval[] Over, Interval[] Derivative);

/// <summary>A system of two equations in the coordinates of a chart.</summary>
internal abstract class PlaneSystem(PlaneChart chart)
{
    /// <summary>The coordinates.</summary>
    public PlaneChart Chart { get; } = chart;

    /// <summary>Encloses the functions on a box; the whole line where the box is too large for a statement.</summary>
    public abstract Linearization Linearize(PlaneBox box);
}

/// <summary>
/// The landscape of one neuron on one input with the output weights eliminated. With a chart's feature phi and test functions chi_i, p = (a, beta) solves the normal equations
///     E[r phi] + rho a = 0,   E[r] + rho beta = 0,   r = a phi + beta - f,
/// and the system is g_i = E[r chi_i] without a ridge, g_i = a E[r chi_i] + rho u_i with one (chi = d phi, u = (w, b): half the reduced gradient). Derivatives:
///     d_j E[r chi_i] = E[r d_j chi_i] + a E[chi_i d_j phi] + (E[chi_i phi], E[chi_i]) d_j p,   d_j p = -N^-1 (E[(a phi + r) d_j phi], a E[d_j phi]),   N = E[(phi, 1)^T (phi, 1)] + rho I.
/// For narrow enclosures phi is shifted by a number and chi_i by a combination of 1 and phi with numbers as coefficients, chosen at the box's centre such that chi_i and (phi, 1) are about
/// orthogonal: exact changes of gauge, since E[r] and E[r phi] are known (0, or the ridge's terms).
/// </summary>
/// <typeparam name="TLanes">The register.</typeparam>
internal sealed class ReducedSystem<TLanes> : PlaneSystem
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double Unbounded = 1e100;

    private readonly FeatureChart<TLanes> chart;
    private readonly double ridge;
    private readonly LaneInterval<TLanes>[] weights;
    private readonly LaneInterval<TLanes>[] targets;
    private readonly FeatureRanges<TLanes> ranges;
    private readonly LaneInterval<TLanes>[] residuals;
    private readonly LaneInterval<TLanes>[] weightedResiduals;
    private readonly LaneInterval<TLanes>[][] weightedTests;
    private readonly LaneInterval<TLanes>[] scratch;
    private readonly Interval mass;

    /// <summary>The system of a chart.</summary>
    /// <param name="chart">Coordinates and features; with a ridge, (w, b) themselves.</param>
    /// <param name="weights">mu, padded by zeros to a multiple of eight.</param>
    /// <param name="targets">f, padded likewise.</param>
    /// <param name="ridge">rho.</param>
    public ReducedSystem(FeatureChart<TLanes> chart, double[] weights, double[] targets, double ridge)
        : base(chart)
    {
        (this.chart, this.ridge) = (chart, ridge);
        (this.weights, this.targets) = (Lanes(weights), Lanes(targets));
        var groups = this.weights.Length;
        ranges = new FeatureRanges<TLanes>(groups);
        (residuals, weightedResiduals, scratch) = (new LaneInterval<TLanes>[groups], new LaneInterval<TLanes>[groups], new LaneInterval<TLanes>[groups]);
        weightedTests = [new LaneInterval<TLanes>[groups], new LaneInterval<TLanes>[groups]];
        mass = Sum(this.weights);
    }

    /// <inheritdoc/>
    public override Linearization Linearize(PlaneBox box)
    {
        var (first, second) = (box.First.Middle, box.Second.Middle);
        var centre = PlaneBox.At(first, second);
        chart.Evaluate(centre, ranges);
        var gauge = ChooseGauge();
        var atCentre = Values(centre, gauge, out _, out _);
        chart.Evaluate(box, ranges);
        var over = Values(box, gauge, out var outputs, out var normal);
        return new Linearization(first, second, atCentre, over, IsBounded(outputs) ? Derivatives(gauge, outputs, normal) : [.. Enumerable.Repeat(Interval.Entire, 4)]);
    }

    // Lanes have no infinite ends: where the output weights have no useful bound, nothing is said.
    private static bool IsBounded((Interval Weight, Interval Bias) outputs) => outputs.Weight.Magnitude < Unbounded && outputs.Bias.Magnitude < Unbounded;

    /// <summary>g over a box whose features have been evaluated; leaves residuals and features in the gauge.</summary>
    private Interval[] Values(PlaneBox box, Gauge gauge, out (Interval Weight, Interval Bias) outputs, out NormalMatrix normal)
    {
        Apply(gauge);
        normal = Normal(gauge);
        outputs = Outputs(gauge, normal);
        if (!IsBounded(outputs))
        {
            return [Interval.Entire, Interval.Entire];
        }

        FillResiduals(outputs);
        var moments = new Interval[2];
        for (var i = 0; i < 2; i++)
        {
            moments[i] = Moment(i, gauge, outputs);
        }

        return ridge > 0 ? [(outputs.Weight * moments[0]) + (ridge * box.First), (outputs.Weight * moments[1]) + (ridge * box.Second)] : moments;
    }

    /// <summary>E[r chi_i] = E[r chi^_i] + kappa_0 E[r] + kappa_1 E[r phi~] with E[r] = -rho (beta' - a m), E[r phi~] = -rho (a (1 + m^2) - m beta').</summary>
    private Interval Moment(int i, Gauge gauge, (Interval Weight, Interval Bias) outputs)
    {
        var moment = Dot(weightedResiduals, ranges.Tests[i]);
        return ridge > 0 ? moment - (ridge * ((gauge.Constant(i) * Bias(gauge, outputs)) + (gauge.Multiple(i) * Weight(gauge, outputs)))) : moment;
    }

    private Interval[] Derivatives(Gauge gauge, (Interval Weight, Interval Bias) outputs, NormalMatrix normal)
    {
        var derivatives = new Interval[4];
        for (var j = 0; j < 2; j++)
        {
            var (weightSlope, biasSlope) = OutputSlopes(j, outputs, normal);
            for (var i = 0; i < 2; i++)
            {
                var (byWeight, byBias) = Couplings(i, gauge);
                var slope = Dot(weightedResiduals, ranges.TestSlopes[(2 * i) + j]) + (outputs.Weight * Dot(weightedTests[i], ranges.Slopes[j]))
                    + (byWeight * weightSlope) + (byBias * biasSlope);
                derivatives[(2 * i) + j] = ridge > 0 ? (outputs.Weight * slope) + (Moment(i, gauge, outputs) * weightSlope) + (i == j ? ridge : 0) : slope;
            }
        }

        return derivatives;
    }

    /// <summary>The derivatives of E[r chi_i] by a and beta'.</summary>
    private (Interval ByWeight, Interval ByBias) Couplings(int i, Gauge gauge)
    {
        var (byWeight, byBias) = (Dot(weightedTests[i], ranges.Value), Sum(weightedTests[i]));
        return ridge > 0
            ? (byWeight - (ridge * ((gauge.Constant(i) * -gauge.Shift) + (gauge.Multiple(i) * (1 + Interval.Square(gauge.Shift))))),
                byBias - (ridge * ((Interval)gauge.Constant(i) - ((Interval)gauge.Multiple(i) * gauge.Shift))))
            : (byWeight, byBias);
    }

    /// <summary>d_j p = -N^-1 (E[(a phi + r) d_j phi], a E[d_j phi]).</summary>
    private (Interval Weight, Interval Bias) OutputSlopes(int j, (Interval Weight, Interval Bias) outputs, NormalMatrix normal)
    {
        LaneInterval<TLanes> a = outputs.Weight;
        for (var g = 0; g < scratch.Length; g++)
        {
            scratch[g] = weights[g] * ((a * ranges.Value[g]) + residuals[g]);
        }

        var (weight, bias) = normal.Solve(Dot(scratch, ranges.Slopes[j]), outputs.Weight * Dot(weights, ranges.Slopes[j]));
        return (-weight, -bias);
    }

    /// <summary>N in the gauge, where beta = beta' - a m.</summary>
    private NormalMatrix Normal(Gauge gauge)
    {
        var square = new LaneInterval<TLanes>(0.0, 0.0);
        for (var g = 0; g < weights.Length; g++)
        {
            square += weights[g] * LaneInterval<TLanes>.Square(ranges.Value[g]);
        }

        var (diagonal, mixed) = (LaneInterval<TLanes>.Sum(square), Dot(weights, ranges.Value));
        return ridge > 0
            ? new(diagonal + (ridge * (1 + Interval.Square(gauge.Shift))), mixed - ((Interval)ridge * gauge.Shift), mass + ridge)
            : new(diagonal, mixed, mass);
    }

    /// <summary>p = p_0 - N^-1 (E[r_0 phi] + .., E[r_0] + ..) with the gauge's p_0.</summary>
    private (Interval Weight, Interval Bias) Outputs(Gauge gauge, NormalMatrix normal)
    {
        (Interval Weight, Interval Bias) guess = (gauge.OutputWeight, gauge.OutputBias);
        FillResiduals(guess);
        var (byWeight, byBias) = (Dot(weightedResiduals, ranges.Value), Sum(weightedResiduals));
        (byWeight, byBias) = ridge > 0 ? (byWeight + (ridge * Weight(gauge, guess)), byBias + (ridge * Bias(gauge, guess))) : (byWeight, byBias);
        var (weight, bias) = normal.Solve(byWeight, byBias);
        return (guess.Weight - weight, guess.Bias - bias);
    }

    private void FillResiduals((Interval Weight, Interval Bias) outputs)
    {
        LaneInterval<TLanes> a = outputs.Weight;
        LaneInterval<TLanes> beta = outputs.Bias;
        for (var g = 0; g < residuals.Length; g++)
        {
            residuals[g] = (a * ranges.Value[g]) + beta - targets[g];
            weightedResiduals[g] = weights[g] * residuals[g];
        }
    }

    /// <summary>phi~ = phi - m, chi^_i = chi_i - kappa_0 - kappa_1 phi~.</summary>
    private void Apply(Gauge gauge)
    {
        for (var g = 0; g < weights.Length; g++)
        {
            ranges.Value[g] -= gauge.Shift;
            for (var i = 0; i < 2; i++)
            {
                ranges.Tests[i][g] -= (ranges.Value[g] * gauge.Multiple(i)) + gauge.Constant(i);
                weightedTests[i][g] = weights[g] * ranges.Tests[i][g];
                for (var j = 0; j < 2; j++)
                {
                    ranges.TestSlopes[(2 * i) + j][g] -= ranges.Slopes[j][g] * gauge.Multiple(i);
                }
            }
        }
    }

    /// <summary>The numbers of the gauge at a point, to rounding: nothing depends on their accuracy.</summary>
    private Gauge ChooseGauge()
    {
        var shift = Dot(weights, ranges.Value).Middle / mass.Middle;
        for (var g = 0; g < weights.Length; g++)
        {
            scratch[g] = weights[g] * (ranges.Value[g] - shift);
        }

        var (one, value) = (Sum(scratch).Middle, Dot(scratch, ranges.Value).Middle - (shift * Sum(scratch).Middle));
        var normal = new NormalMatrix(value + (ridge * (1 + (shift * shift))), one - (ridge * shift), mass.Middle + ridge);
        var (outputWeight, outputBias) = normal.Solve(Dot(scratch, targets).Middle, Dot(weights, targets).Middle);
        var first = normal.Solve(Dot(scratch, ranges.Tests[0]).Middle, Dot(weights, ranges.Tests[0]).Middle);
        var second = normal.Solve(Dot(scratch, ranges.Tests[1]).Middle, Dot(weights, ranges.Tests[1]).Middle);
        return new Gauge(shift, outputWeight.Middle, outputBias.Middle, first.Weight.Middle, first.Bias.Middle, second.Weight.Middle, second.Bias.Middle).OrNeutral();
    }

    private static Interval Bias(Gauge gauge, (Interval Weight, Interval Bias) outputs) => outputs.Bias - (outputs.Weight * gauge.Shift);

    private static Interval Weight(Gauge gauge, (Interval Weight, Interval Bias) outputs) =>
        (outputs.Weight * (1 + Interval.Square(gauge.Shift))) - (gauge.Shift * outputs.Bias);

    private static Interval Dot(LaneInterval<TLanes>[] a, LaneInterval<TLanes>[] b)
    {
        LaneInterval<TLanes> sum = 0.0;
        for (var g = 0; g < a.Length; g++)
        {
            sum += a[g] * b[g];
        }

        return LaneInterval<TLanes>.Sum(sum);
    }

    private static Interval Sum(LaneInterval<TLanes>[] a)
    {
        LaneInterval<TLanes> sum = 0.0;
        foreach (var lanes in a)
        {
            sum += lanes;
        }

        return LaneInterval<TLanes>.Sum(sum);
    }

    private static LaneInterval<TLanes>[] Lanes(double[] values) =>
        [.. MemoryMarshal.Cast<double, TLanes>(values).ToArray().Select(LaneInterval<TLanes>.Exactly)];
}

/// <summary>The symmetric 2 x 2 matrix of the normal equations.</summary>
/// <param name="Diagonal">N_00.</param>
/// <param name="Mixed">N_01.</param>
/// <param name="Mass">N_11 > 0.</param>
internal readonly record struct NormalMatrix(Interval Diagonal, Interval Mixed, Interval Mass)
{
    /// <summary>N^-1 v by elimination; the whole line where N cannot be told from a singular matrix.</summary>
    public (Interval Weight, Interval Bias) Solve(Interval first, Interval second)
    {
        var ratio = Mixed / Mass;
        var variance = Diagonal - (Interval.Square(Mixed) / Mass);
        if (!(variance.Lower > 0))
        {
            return (Interval.Entire, Interval.Entire);
        }

        var weight = (first - (ratio * second)) / variance;
        return (weight, (second - (Mixed * weight)) / Mass);
    }
}

/// <summary>The numbers by which a box's features are shifted: m; p_0; kappa for both test functions.</summary>
internal readonly record struct Gauge(
    double Shift, double OutputWeight, double OutputBias, double FirstMultiple, double FirstConstant, double SecondMultiple, double SecondConstant)
{
    /// <summary>kappa_1 of chi_i.</summary>
    public double Multiple(int i) => i == 0 ? FirstMultiple : SecondMultiple;

    /// <summary>kappa_0 of chi_i.</summary>
    public double Constant(int i) => i == 0 ? FirstConstant : SecondConstant;

    /// <summary>No shift at all where a number is not finite.</summary>
    public Gauge OrNeutral() =>
        double.IsFinite(Shift + OutputWeight + OutputBias + FirstMultiple + FirstConstant + SecondMultiple + SecondConstant) ? this : default;
}
