using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search;

/// <summary>Where a search begins that leaves a known point.</summary>
/// <param name="Start">P parameters of the landscape that is searched.</param>
/// <param name="Index">The Morse index that the search aims at.</param>
/// <param name="Parent">The point that is left.</param>
public sealed record Departure(double[] Start, int Index, FoundPoint Parent);

/// <summary>
/// Starts for width n from the efficient critical points of width n - 1. A network with one neuron more that realizes the same function is critical again, a
/// saddle that can be left along directions which theory predicts (<see cref="NeuronSplit"/>, <see cref="NeuronExtension"/>).
/// With a ridge the widened points are critical no more, only near to it.
/// </summary>
/// <param name="narrow">The landscape of width n - 1.</param>
/// <param name="points">Its critical points; redundant ones are passed over.</param>
/// <param name="highestIndex">Largest Morse index at which searches may aim.</param>
public sealed class HierarchyStarts(RiskLandscape narrow, IReadOnlyList<FoundPoint> points, int highestIndex)
{
    // gamma and 1 - gamma are one point with the neurons exchanged and delta reversed. 1/2 has the largest fall; on its side of 1 the negative
    // directions are those of the other sign of B.
    private static readonly (double Gamma, int[] Signs)[] Gammas = [(0.5, [1]), (1.5, [1, -1]), (0.25, [1, -1])];

    // |delta|: a neuron's argument must change by some unit before its bend is felt. Measured on the landscapes of default.yml: 0.2 finds half as many points.
    private const double Separation = 2;

    // As long as the neuron that joins is of the size of those that random starts draw.
    private const double ExtensionLength = 1;

    // Pairs of arguments that are tried for a change of sign; half of all pairs have one unless E[r psi] is one-sided.
    private const int PairsTried = 8;

    private readonly List<FoundPoint> efficient = [.. points.Where(p => p.Kinds == RedundancyKinds.None)];

    /// <summary>The one critical point of width 0: J is quadratic in beta, a Newton step from 0 solves it.</summary>
    /// <param name="landscape">A landscape of width 0.</param>
    public static FoundPoint ConstantNetwork(RiskLandscape landscape)
    {
        var function = new RiskFunction(landscape);
        var start = SpectralModel.At(function, [0]);
        return new FoundPoint(SpectralModel.At(function, start.Combine(start.NewtonCoefficients())), RedundancyKinds.None, DiscoverySource.Extension, null);
    }

    /// <summary>
    /// Splits that are left along a negative direction of gamma (1 - gamma) B_j, down one index; those of minima also down to minima. All points for one
    /// gamma before the next.
    /// </summary>
    public IEnumerable<Departure> Splits()
    {
        var neurons = (from point in efficient from neuron in Enumerable.Range(0, narrow.Width) select new SplitNeuron(narrow, point, neuron)).ToList();
        return Gammas.SelectMany(gamma => neurons.SelectMany(neuron => neuron.Departures(gamma.Gamma, gamma.Signs))).Where(d => d.Index <= highestIndex);
    }

    /// <summary>
    /// Extensions by a dead neuron that are left along the predicted way down, to both sides: to the index of the extension, one above the point's, and down to the
    /// point's own. Endless unless no extension exists: a round gives every point one.
    /// </summary>
    /// <param name="stream">Draws arguments.</param>
    /// <param name="starts">The distribution of arguments.</param>
    public IEnumerable<Departure> Extensions(RandomStream stream, StartOptions starts)
    {
        var arguments = new StartDistribution(narrow, starts);
        var extensions = efficient.Select(point => (point, new NeuronExtension(narrow, point.Model.Theta))).ToList();
        for (var found = extensions.Count > 0; found;)
        {
            found = false;
            foreach (var (point, extension) in extensions)
            {
                foreach (var departure in Extensions(point, extension, arguments, stream))
                {
                    found = true;
                    yield return departure;
                }
            }
        }
    }

    private IEnumerable<Departure> Extensions(FoundPoint point, NeuronExtension extension, StartDistribution arguments, RandomStream stream)
    {
        double[]? u = null;
        for (var pair = 0; pair < PairsTried && u is null; pair++)
        {
            u = extension.CriticalArgument(arguments.DrawArgument(stream), arguments.DrawArgument(stream));
        }

        if (u is null || extension.Descent(u) is not { } descent)
        {
            yield break;
        }

        for (var index = Math.Min(highestIndex, point.MorseIndex + 1); index >= point.MorseIndex; index--)
        {
            foreach (var length in new[] { ExtensionLength, -ExtensionLength })
            {
                var moved = Vectors.Plus(u, length, descent.Direction.AsSpan(0, u.Length));
                yield return new Departure(NeuronExtension.Of(narrow.Shape, point.Model.Theta, moved, length * descent.Direction[^1]), index, point);
            }
        }
    }

    /// <summary>A neuron of a point with its inner Hessian B.</summary>
    private sealed class SplitNeuron(RiskLandscape narrow, FoundPoint point, int neuron)
    {
        private readonly SymmetricEigen inner = SymmetricEigen.Decompose(NeuronSplit.InnerHessian(narrow, point.Model.Theta, neuron));

        public IEnumerable<Departure> Departures(double gamma, int[] signs)
        {
            var falls = inner.Values.Select(b => gamma * (1 - gamma) * b < 0).ToArray();
            var below = point.MorseIndex + falls.Count(f => f) - 1;
            return
                from mode in Enumerable.Range(0, falls.Length)
                where falls[mode]
                from sign in signs
                let separation = Vectors.Plus(new double[falls.Length], sign * Separation, inner.Vectors.Row(mode))
                let start = NeuronSplit.Of(narrow.Shape, point.Model.Theta, neuron, gamma, separation)
                from index in point.MorseIndex == 0 && below > 0 ? new[] { below, 0 } : [below]
                select new Departure(start, index, point);
        }
    }
}
