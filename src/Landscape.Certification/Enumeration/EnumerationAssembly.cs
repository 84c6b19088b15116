using Landscape.Models;

namespace Landscape.Certification;

/// <summary>Turns the zeros of a reduced system into certified critical points of the whole landscape.</summary>
/// <param name="landscape">Width 1 on one input.</param>
/// <param name="scale">The landscape's (w, b) are the charts' times this power of two.</param>
internal sealed class EnumerationAssembly(RiskLandscape landscape, double scale)
{
    private readonly PointCertifier certifier = new(landscape);
    private readonly List<EnumeratedPoint> points = [];
    private readonly List<UndecidedBox> undecided = [];
    private int examined;

    /// <summary>Adds what was found in a chart.</summary>
    /// <param name="chart">The coordinates.</param>
    /// <param name="found">Its zeros and undecided boxes.</param>
    /// <param name="isHalfPlane">
    /// Zeros come in pairs (w, b), (-w, -b), besides the one at the origin: that with w > 0 is taken, for both.
    /// </param>
    public void Add(PlaneChart chart, ZeroList found, bool isHalfPlane = false)
    {
        examined += found.Examined;
        undecided.AddRange(found.Undecided.Select(box => new UndecidedBox(chart, box, scale, UndecidedReason.BranchAndBound)));
        foreach (var zero in found.Zeros.Where(z => !isHalfPlane || z.Enclosure.First.Upper >= 0))
        {
            var copies = isHalfPlane ? CopiesInPlane(zero) : 1;
            if (copies is { } known && Certified(zero) is { } certificate)
            {
                points.Add(new EnumeratedPoint(certificate, landscape.Risk(certificate.Centre), known));
            }
            else
            {
                undecided.Add(new UndecidedBox(chart, zero.Enclosure, scale, UndecidedReason.Uncertified));
            }
        }
    }

    /// <summary>2 for w > 0; 1 for the origin, which is a zero and so the one that is alone in a box around it; else unknown.</summary>
    private static int? CopiesInPlane(IsolatedZero zero) =>
        zero.Enclosure.First.Lower > 0 ? 2 : zero.Alone.Contains(PlaneBox.At(0, 0)) ? 1 : null;

    /// <summary>The enumeration of a box.</summary>
    public Enumeration Result(Interval slopes, Interval biases) =>
        new(slopes, biases, examined, [.. points.OrderBy(p => p.Risk)], undecided, undecided.Sum(u => u.Area));

    /// <summary>The certificate of the critical point at a zero, or null: it needs an index, efficiency without a ridge, and (w, b) where the zero is alone.</summary>
    private Certificate? Certified(IsolatedZero zero)
    {
        var (slope, bias) = zero.Chart.Weights(zero.Enclosure.First.Middle, zero.Enclosure.Second.Middle);
        var certificate = certifier.Certify(WithOutputs(scale * slope, scale * bias));
        return certificate is { IsCertified: true, Index: not null }
            && (landscape.Ridge > 0 || certificate.Efficiency == EfficiencyProof.Proven)
            && IsAt(zero, certificate.InclusionBox()) ? certificate : null;
    }

    private bool IsAt(IsolatedZero zero, Interval[] box)
    {
        // Scales are powers of two: exact.
        var coordinates = zero.Chart.Coordinates(box[landscape.Shape.U(0)] * (1 / scale), box[landscape.Shape.B(0)] * (1 / scale));
        return zero.Alone.Contains(coordinates);
    }

    /// <summary>theta with the output weights that solve the normal equations, to rounding.</summary>
    private double[] WithOutputs(double slope, double bias)
    {
        var sample = landscape.Sample;
        var (mass, feature, square, target, mixed) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var s = 0; s < sample.Count; s++)
        {
            var value = landscape.Activation.Evaluate((slope * sample.Nodes[s, 0]) + bias).Value;
            var (weight, f) = (sample.Weights[s], sample.Targets[s]);
            (mass, feature, square) = (mass + weight, feature + (weight * value), square + (weight * value * value));
            (target, mixed) = (target + (weight * f), mixed + (weight * f * value));
        }

        mass += landscape.Ridge;
        var a = (mixed - (feature * target / mass)) / (square + landscape.Ridge - (feature * feature / mass));
        return [slope, bias, a, (target - (a * feature)) / mass];
    }
}
