using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>
/// The group that leaves the realization of a shallow network unchanged: permutations of neurons, and sign changes where the activation
/// has them: odd psi (u, a) -> (-u, -a); even psi (u, a) -> (-u, a); logistic (u, a, beta) -> (-u, -a, beta + a).
/// In the centred output bias beta' = beta + sum_j a_j / 2 the logistic action is the odd one (psi(z) - 1/2 is odd), so all are handled
/// as signed permutations of neurons that fix one number.
/// </summary>
/// <param name="shape">d, n and the parameter layout.</param>
/// <param name="symmetry">The activation's symmetry.</param>
public sealed class SymmetryGroup(NetworkShape shape, ActivationSymmetry symmetry)
{
    private const double SameOrbitTolerance = 1e-6;

    private readonly Mirror? mirror = Mirror.Of(symmetry);

    /// <summary>d, n and the parameter layout.</summary>
    public NetworkShape Shape { get; } = shape;

    /// <summary>Whether a neuron's sign may be changed.</summary>
    public bool HasSigns => mirror is not null;

    /// <summary>The group of a landscape.</summary>
    public static SymmetryGroup Of(RiskLandscape landscape) => new(landscape.Shape, landscape.Activation.Symmetry);

    /// <summary>The image of theta: neuron j of the result is neuron source(j) of theta, its sign changed where sign(j) is -1.</summary>
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
            Signed(neuron, signs[j], image.AsSpan(Shape.U(j), Shape.NeuronSize));

            // a psi(z) = a factor psi(-z) - a factor constant.
            image[Shape.Beta] -= signs[j] < 0 && mirror is { } rule ? neuron[^1] * rule.Factor * rule.Constant : 0;
        }

        return image;
    }

    /// <summary>A neuron (u, a) with its sign changed or not: (sign u, a) for even activations, else (sign u, sign a).</summary>
    /// <param name="neuron">(w, b, a), d + 2 entries.</param>
    /// <param name="sign">+1 or -1.</param>
    /// <param name="signed">d + 2 entries, overwritten.</param>
    public void Signed(ReadOnlySpan<double> neuron, int sign, Span<double> signed)
    {
        for (var k = 0; k < neuron.Length; k++)
        {
            signed[k] = sign * neuron[k];
        }

        signed[^1] = (sign < 0 && mirror is { } rule ? rule.Factor : 1) * neuron[^1];
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

    /// <summary>beta; for logistic activations beta + sum_j a_j / 2, which sign changes leave alone.</summary>
    public double CentredBias(ReadOnlySpan<double> theta)
    {
        var bias = theta[Shape.Beta];
        var share = 0.5 * (mirror?.Constant ?? 0);
        for (var j = 0; j < Shape.Width; j++)
        {
            bias += share * theta[Shape.A(j)];
        }

        return bias;
    }

    private ReadOnlySpan<double> Neuron(ReadOnlySpan<double> theta, int j) => theta.Slice(Shape.U(j), Shape.NeuronSize);

    private (int Sign, double Distance) SignedDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Span<double> mirrored = stackalloc double[Shape.NeuronSize];
        Signed(y, -1, mirrored);
        var (same, opposite) = (Vectors.MaxDistance(x, y), Vectors.MaxDistance(x, mirrored));
        return HasSigns && opposite < same ? (-1, opposite) : (1, same);
    }
}
