using Landscape.Models;
using Landscape.Numerics;
using Landscape.Search;

namespace Landscape.Certification;

/// <summary>
/// Certifies critical points of one landscape. Krawczyk's test, with the gradient at the centre to 106 bits, proves existence and uniqueness on as small and
/// as large a box as it can; the interval Hessian on the small one proves the index, and that box must miss the redundancy sets. The boxes are about the point
/// itself; where its last digits are too coarse for that (eigenvalues below 1e-9 or so), they are about the point improved by Newton's method with the
/// same gradient.
/// Not thread safe, like the landscape that it takes.
/// </summary>
/// <param name="landscape">The landscape.</param>
public sealed class PointCertifier(RiskLandscape landscape)
{
    // A zero further from the point than this share of 1 + |theta| is another point (the tolerance at which orbits are matched).
    private const double NearLimit = 1e-6;

    private const int NewtonSteps = 8;

    // Attempts at an inclusion: the first box is twice the step, later ones as large as the contraction found there asks for.
    private const int InclusionAttempts = 4;

    // Boxes tried for uniqueness: contraction grows almost linearly with the radius, so a few secant steps bracket its limit.
    private const int UniquenessAttempts = 5;

    // A box that passes with this contraction is within a fifth of the largest: good enough.
    private const double NearlyLargest = 0.8;

    private readonly ActivationEnclosure? activation = ActivationEnclosure.Of(landscape.Activation);

    /// <summary>Certifies a point.</summary>
    /// <param name="theta">P parameters.</param>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public Certificate Certify(ReadOnlySpan<double> theta)
    {
        var point = theta.ToArray();
        if (point.Length != landscape.ParameterCount)
        {
            throw new ArgumentException($"{landscape.Shape} needs {landscape.ParameterCount} parameters, not {point.Length}");
        }

        return Obstacle(point) is { } reason ? Certificate.Without(reason) : CertifyEfficient(point, activation!);
    }

    private UncertifiedReason? Obstacle(double[] theta) =>
        !Array.TrueForAll(theta, double.IsFinite) ? UncertifiedReason.NotFinite
        : activation is null ? UncertifiedReason.NoEnclosure
        : landscape.Ridge == 0 && RedundancyDistances.Of(landscape, theta).Kinds() != RedundancyKinds.None ? UncertifiedReason.Redundant // a ridge makes them regular
        : null;

    private Certificate CertifyEfficient(double[] theta, ActivationEnclosure enclosure)
    {
        var direct = CertifyAt(theta, enclosure);
        if (direct.IsCertified)
        {
            return direct;
        }

        var centre = Centred(theta, new GradientEnclosure(landscape.Sample, landscape.Shape, enclosure, landscape.Ridge));
        return IsNear(centre, theta) ? CertifyAt(centre, enclosure) : Certificate.Without(UncertifiedReason.FarFromZero);
    }

    private Certificate CertifyAt(double[] centre, ActivationEnclosure enclosure)
    {
        var eigen = EigenAt(centre);
        if (!(eigen.Values.Min(Math.Abs) > 0))
        {
            return Certificate.Without(UncertifiedReason.Singular);
        }

        var gradient = new GradientEnclosure(landscape.Sample, landscape.Shape, enclosure, landscape.Ridge).At(centre);
        var hessians = new HessianEnclosure(landscape.Sample, landscape.Shape, enclosure, landscape.Ridge);
        var krawczyk = new Krawczyk(hessians, centre, gradient, Inverse(eigen));
        var inclusion = Inclusion(krawczyk);
        return inclusion.Passes
            ? Describe(centre, inclusion, LargestUnique(krawczyk, inclusion, eigen), eigen, enclosure)
            : Certificate.Without(inclusion.Contraction < 1 ? UncertifiedReason.BoxTooWide : UncertifiedReason.Singular);
    }

    private Certificate Describe(double[] centre, KrawczykBox inclusion, double uniqueness, SymmetricEigen eigen, ActivationEnclosure enclosure)
    {
        var inertia = Inertia.Prove(inclusion.Hessian, eigen);
        var efficiency = RedundancySeparation.Of(landscape.Shape, enclosure, Krawczyk.Box(centre, inclusion.SmallestRadius));
        return new Certificate(
            null, centre, inclusion.SmallestRadius, uniqueness, inertia?.Index, inertia?.SmallestEigenvalueBound ?? double.NaN, efficiency);
    }

    /// <summary>Newton's method from theta with the inverse Hessian of theta, while its steps shrink: the zero, to the resolution of doubles.</summary>
    private double[] Centred(double[] theta, GradientEnclosure gradients)
    {
        var inverse = Inverse(EigenAt(theta));
        var (centre, last) = (theta, double.PositiveInfinity);
        for (var i = 0; i < NewtonSteps; i++)
        {
            var step = Krawczyk.NewtonStep(inverse, gradients.At(centre));
            var length = step.Max(s => Math.Abs(s.High));
            if (!(length < last / 2))
            {
                break;
            }

            last = length;
            centre = [.. centre.Zip(step, (c, s) => c - s.High)];
        }

        return centre;
    }

    private static bool IsNear(double[] centre, double[] theta)
    {
        var limit = NearLimit * (1 + theta.Max(Math.Abs));
        return centre.Zip(theta).All(p => Math.Abs(p.First - p.Second) <= limit);
    }

    private static KrawczykBox Inclusion(Krawczyk krawczyk)
    {
        var box = krawczyk.On(Math.Max(2 * krawczyk.LargestStep, double.Epsilon));
        for (var attempt = 1; attempt < InclusionAttempts && !box.Passes && box.Contraction < 1; attempt++)
        {
            box = krawczyk.On(1.5 * box.Needed);
        }

        return box;
    }

    private static double LargestUnique(Krawczyk krawczyk, KrawczykBox inclusion, SymmetricEigen eigen)
    {
        var (passing, failing) = (inclusion.Radius, double.PositiveInfinity);
        var trial = Math.Max(2 * passing, 0.01 * eigen.Values.Min(Math.Abs));
        for (var attempt = 0; attempt < UniquenessAttempts; attempt++)
        {
            var box = krawczyk.On(trial);
            (passing, failing) = box.Passes ? (trial, failing) : (passing, trial);
            if (box.Passes && box.Contraction >= NearlyLargest)
            {
                break;
            }

            var secant = 0.95 * trial / box.Contraction;
            trial = secant > passing && secant < failing ? secant : 0.5 * (passing + Math.Min(failing, 4 * passing));
        }

        return passing;
    }

    private SymmetricEigen EigenAt(double[] theta)
    {
        var hessian = new Matrix(theta.Length, theta.Length);
        landscape.RiskGradientHessian(theta, new double[theta.Length], hessian);
        return SymmetricEigen.Decompose(hessian);
    }

    /// <summary>sum_i v_i v_i^T / lambda_i.</summary>
    private static Matrix Inverse(SymmetricEigen eigen)
    {
        var size = eigen.Values.Length;
        var inverse = new Matrix(size, size);
        for (var i = 0; i < size; i++)
        {
            var mode = eigen.Vectors.Row(i);
            for (var k = 0; k < size; k++)
            {
                FixedOrderSum.AddScaled(mode[k] / eigen.Values[i], mode, inverse.Row(k));
            }
        }

        return inverse;
    }
}
