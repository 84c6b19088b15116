using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// The group that leaves the realization of a shallow network unchanged: permutations of neurons, and sign changes where the activation
/// has them: odd psi (u, a) -> (-u, -a); logistic (u, a, beta) -> (-u, -a, beta + a).
/// In the centred output bias beta' = beta + sum_j a_j / 2 the logistic action is the odd one (psi(z) - 1/2 is odd), so both are handled
/// as signed permutations of neurons that fix one number.
/// </summary>
/// <param name="shape">d, n and the parameter layout.</param>
/// <param name="symmetry">The activation's symmetry.</param>
public sealed class SymmetryGroup(NetworkShape shape, ActivationSymmetry symmetry)
{
    private const double SameOrbitTolerance = 1e-6;

    /// <summary>d, n and the parameter layout.</summary>
    public NetworkShape Shape { get; } = shape;

    /// <summary>Whether a neuron's sign may be changed.</summary>
    public bool HasSigns => symmetry != ActivationSymmetry.None;

    /// <summary>The group of a landscape.</summary>
    public static SymmetryGroup Of(RiskLandscape landscape) => new(landscape.Shape, landscape.Activation.Symmetry);

    /// <summary>The image of theta: neuron j of the result is sign(j) times neuron source(j) of theta.</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="source">A permutation of 0..n-1.</param>
    /// <param name="signs">n entries, +1 or -1.</param>
    public double[] Image(ReadOnlySpan<double> theta, ReadOnlySpan<int> source, ReadOnlySpan<int> signs)
    {
        var image = new double[theta.Length];
        image[Shape.Beta] = theta[Shape.Beta];
        for (var j = 0; j < Shape.Width; j++)
        {
            var neuron = theta.Slice(Shape.U(source[j]), Shape.NeuronSize);
            for (var k = 0; k < neuron.Length; k++)
            {
                image[Shape.U(j) + k] = signs[j] * neuron[k];
            }

            if (signs[j] < 0 && symmetry == ActivationSymmetry.Logistic)
            {
                image[Shape.Beta] += neuron[^1];
            }
        }

        return image;
    }

    /// <summary>
    /// The image of <paramref name="theta"/> nearest to <paramref name="reference"/>: signs and permutation minimise the sum over neurons
    /// of the max-norm distance (u, a), by an optimal assignment.
    /// </summary>
    /// <param name="reference">P parameters.</param>
    /// <param name="theta">P parameters.</param>
    public double[] NearestImage(ReadOnlySpan<double> reference, ReadOnlySpan<double> theta)
    {
        var cost = new Matrix(Shape.Width, Shape.Width);
        for (var i = 0; i < Shape.Width; i++)
        {
            for (var j = 0; j < Shape.Width; j++)
            {
                cost[i, j] = Math.Abs(SignedDistance(Neuron(reference, i), Neuron(theta, j)).Distance);
            }
        }

        var source = Assignment.Solve(cost);
        var signs = new int[Shape.Width];
        for (var i = 0; i < Shape.Width; i++)
        {
            signs[i] = SignedDistance(Neuron(reference, i), Neuron(theta, source[i])).Sign;
        }

        return Image(theta, source, signs);
    }

    /// <summary>
    /// The distance of two orbits: the largest difference between <paramref name="reference"/> and the nearest image of
    /// <paramref name="theta"/>, over (u, a) and the centred output bias. 0 exactly on one orbit, and unchanged when either point is
    /// replaced by an image (up to rounding).
    /// </summary>
    /// <param name="reference">P parameters.</param>
    /// <param name="theta">P parameters.</param>
    public double Distance(ReadOnlySpan<double> reference, ReadOnlySpan<double> theta)
    {
        var image = NearestImage(reference, theta);
        var neurons = Vectors.MaxDistance(reference[..Shape.Beta], image.AsSpan(0, Shape.Beta));
        return Math.Max(neurons, Math.Abs(CentredBias(reference) - CentredBias(theta)));
    }

    /// <summary>
    /// Whether two points that are known to rounding are on one orbit: their <see cref="Distance"/> is at most 1e-6 (1 + max|theta|), a
    /// hundred times the resolution that <see cref="NewtonPolish"/> demands.
    /// </summary>
    /// <param name="reference">P parameters.</param>
    /// <param name="theta">P parameters.</param>
    public bool SameOrbit(ReadOnlySpan<double> reference, ReadOnlySpan<double> theta) =>
        Distance(reference, theta) <= SameOrbitTolerance * (1 + Vectors.MaxNorm(theta));

    /// <summary>beta for odd activations; beta + sum_j a_j / 2 for logistic ones, which sign changes leave alone.</summary>
    public double CentredBias(ReadOnlySpan<double> theta)
    {
        var bias = theta[Shape.Beta];
        for (var j = 0; j < Shape.Width && symmetry == ActivationSymmetry.Logistic; j++)
        {
            bias += 0.5 * theta[Shape.A(j)];
        }

        return bias;
    }

    private ReadOnlySpan<double> Neuron(ReadOnlySpan<double> theta, int j) => theta.Slice(Shape.U(j), Shape.NeuronSize);

    private (int Sign, double Distance) SignedDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (same, opposite) = (0.0, 0.0);
        for (var k = 0; k < x.Length; k++)
        {
            same = Math.Max(same, Math.Abs(x[k] - y[k]));
            opposite = Math.Max(opposite, Math.Abs(x[k] + y[k]));
        }

        return HasSigns && opposite < same ? (-1, opposite) : (1, same);
    }
}
