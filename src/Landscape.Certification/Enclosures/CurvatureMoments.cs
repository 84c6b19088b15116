using Landscape.Models;

namespace Landscape.Certification;

/// <summary>
/// The expectations over a box of parameters from which the Hessian of every network that consists of copies of this one's neurons, with weights of its own
/// but the same realization, follows entry by entry:
///     G = 2 E[phi phi^T],  phi = (psi'(z_j) x~, psi(z_j) per neuron; 1) in theta's layout,   S_j = 2 E[r psi'(z_j) x~],   C_j = 2 E[r psi''(z_j) x~ x~^T];
///     d2J by (u, u') of neurons i, k with weights a, a':  a a' G + (a C_i if i = k);   by (u, a'):  a G + (S_i if i = k);   by (a, a'):  G.
/// No statement about splits goes into it: this is the Hessian's closed form. For the unregularised risk (rho = 0).
/// </summary>
internal sealed class CurvatureMoments
{
    private readonly NetworkShape shape;
    private readonly Interval[] box;
    private readonly IntervalMatrix gram;
    private readonly Interval[] features;
    private readonly Interval[][] slopes;
    private readonly IntervalMatrix[] bends;

    /// <summary>The moments over a box.</summary>
    /// <param name="sample">Nodes, weights, targets.</param>
    /// <param name="shape">d, n.</param>
    /// <param name="activation">Encloses psi.</param>
    /// <param name="box">P intervals.</param>
    public CurvatureMoments(Sample sample, NetworkShape shape, ActivationEnclosure activation, Interval[] box)
    {
        (this.shape, this.box) = (shape, box);
        gram = new IntervalMatrix(shape.ParameterCount);
        features = new Interval[shape.ParameterCount];
        slopes = [.. Enumerable.Range(0, shape.Width).Select(_ => new Interval[shape.InputDimension + 1])];
        bends = [.. Enumerable.Range(0, shape.Width).Select(_ => new IntervalMatrix(shape.InputDimension + 1))];
        var network = new NetworkEnclosure(shape, activation);
        for (var s = 0; s < sample.Count; s++)
        {
            // Doubling a weight is exact.
            var weight = 2 * sample.Weights[s];
            var residual = network.Evaluate(box, sample.Nodes.Row(s)) - sample.Targets[s];
            AddFeatures(network, weight);
            AddCurvature(network, weight * residual);
        }
    }

    /// <summary>
    /// The Hessian of the network with neuron j split into (u_j, gamma a_j) and, behind the others, (u_j, (1 - gamma) a_j), without the row and column of the
    /// second part's weight: P + d + 1 rows.
    /// </summary>
    /// <param name="neuron">j.</param>
    /// <param name="gamma">The share of the first part.</param>
    public IntervalMatrix SplitHessian(int neuron, double gamma)
    {
        var coordinates = SplitCoordinates(neuron, gamma);
        var hessian = new IntervalMatrix(coordinates.Count);
        for (var p = 0; p < hessian.Size; p++)
        {
            for (var q = 0; q <= p; q++)
            {
                hessian[p, q] = hessian[q, p] = Entry(coordinates[p], coordinates[q]);
            }
        }

        return hessian;
    }

    /// <summary>2 B_j = 2 E[r a_j psi''(z_j) x~ x~^T].</summary>
    /// <param name="neuron">j.</param>
    public IntervalMatrix InnerHessian(int neuron)
    {
        var inner = new IntervalMatrix(shape.InputDimension + 1);
        for (var k = 0; k < inner.Size; k++)
        {
            for (var l = 0; l <= k; l++)
            {
                inner[k, l] = inner[l, k] = box[shape.A(neuron)] * bends[neuron][k, l];
            }
        }

        return inner;
    }

    private void AddFeatures(NetworkEnclosure network, double weight)
    {
        features[shape.Beta] = 1;
        for (var j = 0; j < shape.Width; j++)
        {
            features[shape.A(j)] = network.Ranges[j].Value;
            for (var k = 0; k < network.Extended.Length; k++)
            {
                features[shape.U(j) + k] = network.Ranges[j].First * network.Extended[k];
            }
        }

        for (var p = 0; p < features.Length; p++)
        {
            var row = gram.Row(p);
            var scaled = features[p] * weight;
            for (var q = 0; q < p; q++)
            {
                row[q] += scaled * features[q];
            }

            row[p] += weight * Interval.Square(features[p]);
        }
    }

    private void AddCurvature(NetworkEnclosure network, Interval weighted)
    {
        var x = network.Extended;
        for (var j = 0; j < shape.Width; j++)
        {
            var (first, second) = (weighted * network.Ranges[j].First, weighted * network.Ranges[j].Second);
            for (var k = 0; k < x.Length; k++)
            {
                slopes[j][k] += first * x[k];
                for (var l = 0; l <= k; l++)
                {
                    bends[j][k, l] += second * (x[k] * (Interval)x[l]);
                }
            }
        }
    }

    private List<Coordinate> SplitCoordinates(int neuron, double gamma)
    {
        var coordinates = new List<Coordinate>();
        for (var j = 0; j < shape.Width; j++)
        {
            var weight = box[shape.A(j)];
            AddArguments(coordinates, j, j, j == neuron ? gamma * weight : weight);
            coordinates.Add(new Coordinate(shape.A(j), j, j, null, 1));
        }

        AddArguments(coordinates, neuron, shape.Width, (1 - (Interval)gamma) * box[shape.A(neuron)]);
        coordinates.Add(new Coordinate(shape.Beta, -1, -1, null, 1));
        return coordinates;
    }

    private void AddArguments(List<Coordinate> coordinates, int source, int neuron, Interval weight)
    {
        for (var k = 0; k <= shape.InputDimension; k++)
        {
            coordinates.Add(new Coordinate(shape.U(source) + k, source, neuron, k, weight));
        }
    }

    private Interval Entry(Coordinate p, Coordinate q)
    {
        var slope = p.Factor * q.Factor * gram[Math.Max(p.Feature, q.Feature), Math.Min(p.Feature, q.Feature)];
        return p.Neuron < 0 || p.Neuron != q.Neuron ? slope : (p.Argument, q.Argument) switch
        {
            ({ } k, { } l) => slope + (p.Factor * bends[p.Source][Math.Max(k, l), Math.Min(k, l)]),
            ({ } k, null) => slope + slopes[p.Source][k],
            (null, { } l) => slope + slopes[q.Source][l],
            _ => slope,
        };
    }

    /// <summary>A parameter of the wider network.</summary>
    /// <param name="Feature">The entry of phi in its derivative of Psi.</param>
    /// <param name="Source">The neuron of this network whose copy it belongs to; -1 for beta.</param>
    /// <param name="Neuron">Its neuron in the wider network; -1 for beta.</param>
    /// <param name="Argument">k for u_k, null for a and beta.</param>
    /// <param name="Factor">dPsi by it over phi: the neuron's weight for u_k, else 1.</param>
    private readonly record struct Coordinate(int Feature, int Source, int Neuron, int? Argument, Interval Factor);
}
