using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Training;

public sealed class TraceAndStartTests
{
    [Theory]
    [InlineData(0, new long[] { 0 })]
    [InlineData(1, new long[] { 0, 1 })]
    [InlineData(7, new long[] { 0, 1, 2, 5, 7 })]
    [InlineData(100, new long[] { 0, 1, 2, 5, 10, 20, 50, 100 })]
    [InlineData(1234, new long[] { 0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 1234 })]
    public void A_trace_keeps_1_2_5_steps_and_the_last(long steps, long[] kept)
    {
        var trace = new TraceRecorder();
        var at = Iterate.At(KnownFunctions.Rosenbrock, [0, 0]);
        for (long step = 0; step <= steps; step++)
        {
            trace.Add(step, step, at);
        }

        Assert.Equal(kept, trace.Finish().Select(p => p.Step));
    }

    [Fact]
    public void Every_neuron_of_a_start_bends_at_a_node_and_stays_in_its_range()
    {
        var sample = KnownLandscapes.Random(2, 30, 1);
        var landscape = new RiskLandscape(sample, Activation.Tanh, 3);
        var distribution = new StartDistribution(landscape, new StartOptions { WeightRange = 2 });
        for (var start = 0; start < 50; start++)
        {
            var theta = distribution.Draw(new RandomStream(1, "tests", "starts", start));
            for (var j = 0; j < 3; j++)
            {
                var u = theta.AsSpan(landscape.Shape.U(j), 3).ToArray();
                var nearest = Enumerable.Range(0, 30).Min(s => Math.Abs((u[0] * sample.Nodes[s, 0]) + (u[1] * sample.Nodes[s, 1]) + u[2]));
                Assert.InRange(nearest, 0, 1e-14);
                for (var k = 0; k < 2; k++)
                {
                    Assert.InRange(Math.Abs(u[k]), 0, 2 / Deviation(sample, k));
                }
            }
        }
    }

    [Fact]
    public void Weights_and_centres_follow_the_stated_distribution()
    {
        // d = 1, nodes -1 (weight 3/4) and 1 (weight 1/4): sd = sqrt(3)/2. Over 4000 draws the share of centres at -1 is 0.75 +- 0.035 (five
        // standard deviations of 0.0069) and the mean of w sd / g, uniform on [-1, 1], is 0 +- 0.046 (five times 0.577 / sqrt(4000)).
        var nodes = new Matrix(2, 1);
        (nodes[0, 0], nodes[1, 0]) = (-1, 1);
        var landscape = new RiskLandscape(new Sample(nodes, [0.75, 0.25], [0, 1]), Activation.Tanh, 1);
        var distribution = new StartDistribution(landscape, new StartOptions { WeightRange = 3 });
        const int Draws = 4000;
        double atLow = 0, mean = 0;
        for (var i = 0; i < Draws; i++)
        {
            var theta = distribution.Draw(new RandomStream(1, "tests", "distribution", i));
            atLow += theta[1] / theta[0] > 0 ? 1.0 / Draws : 0;
            mean += theta[0] * Math.Sqrt(0.75) / 3 / Draws;
        }

        Assert.InRange(atLow, 0.715, 0.785);
        Assert.InRange(mean, -0.046, 0.046);
    }

    [Fact]
    public void A_least_squares_readout_is_stationary_in_the_output_weights_and_keeps_the_hidden_layer()
    {
        var risk = KnownLandscapes.Risk(KnownLandscapes.Random(2, 30, 2), Activation.Logistic, 3);
        var shape = risk.Landscape.Shape;
        for (var start = 0; start < 20; start++)
        {
            var random = Draw(Readout.Random);
            var fitted = Draw(Readout.LeastSquares);
            var gradient = new double[shape.ParameterCount];
            var value = risk.ValueGradient(fitted, gradient);
            Assert.True(value <= risk.Value(random));
            for (var j = 0; j < 3; j++)
            {
                Assert.Equal(random.AsSpan(shape.U(j), 3).ToArray(), fitted.AsSpan(shape.U(j), 3).ToArray());
                // The ridge of 1e-6 mean(diag) leaves a gradient of -ridge * a.
                Assert.InRange(Math.Abs(gradient[shape.A(j)]), 0, 3e-6 * (1 + Math.Abs(fitted[shape.A(j)])));
            }

            double[] Draw(Readout readout) =>
                new StartDistribution(risk.Landscape, new StartOptions { Readout = readout }).Draw(new RandomStream(1, "tests", "readout", start));
        }
    }

    private static double Deviation(Sample sample, int k)
    {
        var mean = Enumerable.Range(0, sample.Count).Average(s => sample.Nodes[s, k]);
        return Math.Sqrt(Enumerable.Range(0, sample.Count).Average(s => Math.Pow(sample.Nodes[s, k] - mean, 2)));
    }
}
