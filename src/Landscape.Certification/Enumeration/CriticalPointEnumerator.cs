using Landscape.Models;

namespace Landscape.Certification;

/// <summary>A critical point of an enumeration.</summary>
/// <param name="Certificate">Its certificate, with an index.</param>
/// <param name="Risk">J at the certificate's centre.</param>
/// <param name="Multiplicity">Copies under the sign change of the neuron that the enumeration counts by this one: 2 or 1.</param>
public sealed record EnumeratedPoint(Certificate Certificate, double Risk, int Multiplicity);

/// <summary>
/// What an enumeration proves (docs/certificates.md): every critical point of its kind with (w, b) in the box is one of the points, or has its (w, b) in an undecided box.
/// </summary>
/// <param name="Slopes">The range of w.</param>
/// <param name="Biases">The range of b.</param>
/// <param name="BoxesExamined">Boxes of the branch and bound.</param>
/// <param name="Points">The critical points, by risk.</param>
/// <param name="Undecided">Undecided boxes.</param>
/// <param name="UndecidedArea">Their area in the (w, b) plane; infinite where one reaches an infinite b.</param>
public sealed record Enumeration(
    Interval Slopes, Interval Biases, int BoxesExamined, IReadOnlyList<EnumeratedPoint> Points, IReadOnlyList<UndecidedBox> Undecided, double UndecidedArea)
{
    /// <summary>No box is undecided.</summary>
    public bool IsComplete => Undecided.Count == 0;

    /// <summary>Sum of (-1)^index over all points with their copies.</summary>
    public int AlternatingSum => Points.Sum(p => (p.Certificate.Index!.Value % 2 == 0 ? 1 : -1) * p.Multiplicity);

    /// <summary>Whether (w, b) lies in an undecided box.</summary>
    /// <param name="slope">w > 0 without a ridge.</param>
    /// <param name="bias">b.</param>
    public bool IsUndecided(double slope, double bias) => Undecided.Any(u => u.MayContain(slope, bias));
}

/// <summary>Why a box is undecided.</summary>
public enum UndecidedReason
{
    /// <summary>Branch and bound ended with it: the zeros there are degenerate or nearly so, on an edge of the domain, or there were too many boxes.</summary>
    BranchAndBound,

    /// <summary>It has exactly one zero of the reduced system, but the critical point could not be certified there with its index and, without a ridge, as efficient (a != 0).</summary>
    Uncertified,
}

/// <summary>A box in which anything may be.</summary>
public sealed class UndecidedBox
{
    private readonly PlaneChart chart;
    private readonly PlaneBox box;
    private readonly double scale;

    internal UndecidedBox(PlaneChart chart, PlaneBox box, double scale, UndecidedReason reason)
    {
        (this.chart, this.box, this.scale, Reason) = (chart, box, scale, reason);
        Area = scale * scale * chart.Area(box);
    }

    /// <summary>Why.</summary>
    public UndecidedReason Reason { get; }

    /// <summary>Area in the (w, b) plane.</summary>
    public double Area { get; }

    /// <summary>Whether (w, b) cannot be told to lie outside.</summary>
    public bool MayContain(double slope, double bias) => box.Meets(chart.Coordinates(slope / scale, bias / scale));
}

/// <summary>
/// Enumerates the critical points of networks with one tanh or logistic neuron on one input. Branch and bound finds every zero (w, b) of the landscape with (a, beta) eliminated;
/// each is then certified as a critical point of the whole landscape, with its index, in a box whose (w, b) lie where the zero is alone.
/// Without a ridge: the efficient points with 0 &lt; w &lt; slopeLimit and any b, one of each orbit; the logistic neuron is the tanh neuron (w / 2, b / 2), so that one search serves both, and
/// its w reach twice as far. With a ridge: all critical points, redundant ones too, since the reduced landscape is regular and its critical points lie in a computable disc; of a tanh
/// neuron's copies (w, b, a), (-w, -b, -a) the one with w > 0.
/// </summary>
/// <param name="sample">d = 1.</param>
/// <param name="slopeLimit">Largest w of a tanh neuron without a ridge.</param>
/// <param name="boxLimit">Boxes that are examined in a part of the plane before the rest is given up as undecided.</param>
public sealed class CriticalPointEnumerator(Sample sample, double slopeLimit, int boxLimit)
{
    // max z tanh'(z) = 0.44775.. at z = 0.77170..; half of that for the logistic function, z psi'(z) = (z / 2) tanh'(z / 2) / 2.
    private const double LargestMoment = 0.4478;

    private readonly PlaneEnumeration plane = new(sample, boxLimit);
    private readonly Lazy<IReadOnlyList<(PlaneChart Chart, ZeroList Found)>> withoutRidge = new(() => new PlaneEnumeration(sample, boxLimit).WithoutRidge(slopeLimit));

    /// <summary>Whether the critical points of an activation can be enumerated.</summary>
    public static bool Knows(Activation activation) => activation == Activation.Tanh || activation == Activation.Logistic;

    /// <summary>The enumeration of an activation's critical points.</summary>
    /// <param name="activation">tanh or the logistic function.</param>
    /// <param name="ridge">rho, at least 0.</param>
    /// <exception cref="ArgumentException">Another activation, or more than one input.</exception>
    public Enumeration Enumerate(Activation activation, double ridge)
    {
        if (!Knows(activation) || sample.InputDimension != 1)
        {
            throw new ArgumentException($"critical points are enumerated for one tanh or logistic neuron on one input, not for {activation.Name} on {sample.InputDimension}");
        }

        return ridge > 0 ? WithRidge(activation, ridge) : WithoutRidge(activation);
    }

    private Enumeration WithoutRidge(Activation activation)
    {
        var scale = activation == Activation.Logistic ? 2.0 : 1;
        var assembly = new EnumerationAssembly(new RiskLandscape(sample, activation, 1), scale);
        foreach (var (chart, found) in withoutRidge.Value)
        {
            assembly.Add(chart, found);
        }

        return assembly.Result(new(0, scale * slopeLimit), Interval.Entire);
    }

    private Enumeration WithRidge(Activation activation, double ridge)
    {
        var isLogistic = activation == Activation.Logistic;
        var radius = Radius(isLogistic, ridge);
        var assembly = new EnumerationAssembly(new RiskLandscape(sample, activation, 1, ridge), 1);
        var (chart, found) = plane.WithRidge(isLogistic, ridge, radius);
        assembly.Add(chart, found, isHalfPlane: !isLogistic);
        return assembly.Result(new(-radius, radius), new(-radius, radius));
    }

    /// <summary>
    /// The disc that holds every critical point with a ridge (docs/theory.md, section 3): w^2 + b^2 at most max|z psi'(z)| F / (2 rho^(3/2)), F = E[f^2] - E[f]^2 / (1 + rho);
    /// the root of the weights' sum, 1 up to rounding, is a factor.
    /// </summary>
    private double Radius(bool isLogistic, double ridge)
    {
        var (mass, mean, square) = ((Interval)0, (Interval)0, (Interval)0);
        for (var s = 0; s < sample.Count; s++)
        {
            var weighted = (Interval)sample.Weights[s] * sample.Targets[s];
            (mass, mean, square) = (mass + sample.Weights[s], mean + weighted, square + (weighted * sample.Targets[s]));
        }

        var risk = square - (Interval.Square(mean) / (mass + ridge));
        var bound = risk * (isLogistic ? 0.5 * LargestMoment : LargestMoment) / (2 * (Interval)ridge * Rounding.RootDown(ridge)) * Rounding.RootUp(mass.Upper);
        return Rounding.RootUp(Math.Max(bound.Upper, 0));
    }
}
