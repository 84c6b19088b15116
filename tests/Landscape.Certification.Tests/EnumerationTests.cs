using Landscape.Models;

namespace Landscape.Certification.Tests;

/// <summary>Enumerations against independent searches, known landscapes and Morse theory; and what they must not claim.</summary>
public class EnumerationTests
{
    private const int Boxes = 100_000;

    // Fine enough that each zero's basin of Newton's method holds several starts.
    private const int Grid = 40;

    [Theory]
    [InlineData("tanh", 0)]
    [InlineData("logistic", 0)]
    [InlineData("tanh", 3)]
    [InlineData("tanh", 8)]
    public void The_points_without_a_ridge_are_those_that_a_dense_grid_and_Newtons_method_find(string name, int draw)
    {
        var sample = PlainNeuron.Draw(draw);
        var isLogistic = name == "logistic";
        var enumeration = new CriticalPointEnumerator(sample, 6, Boxes).Enumerate(Activation.Named(name), 0);
        Assert.True(enumeration.IsComplete);

        // Beyond |b| = 1.5 w the neuron is nearly an exponential on [-1, 1]; plain arithmetic loses the equations there, so both are compared where it does not.
        var limit = isLogistic ? 12.0 : 6;
        var plain = new PlainNeuron(sample, isLogistic, 0).Zeros(0.05, limit, 1.5 * limit, Grid);
        var enumerated = enumeration.Points.Select(p => (W: p.Certificate.Centre[0], B: p.Certificate.Centre[1])).ToList();
        Assert.All(plain.Where(z => Math.Abs(z.B) < 1.5 * z.W), z => Assert.Contains(enumerated, e => IsNear(e, z)));
        Assert.All(enumerated.Where(e => Math.Abs(e.B) < 1.4 * e.W), e => Assert.Contains(plain, z => IsNear(e, z)));
    }

    [Theory]
    [InlineData("tanh", 0, 0.01)]
    [InlineData("tanh", 5, 0.01)]
    [InlineData("logistic", 5, 0.01)]
    [InlineData("tanh", 2, 0.003)]
    [InlineData("logistic", 2, 0.003)]
    public void With_a_ridge_they_are_too_and_the_alternating_sum_of_indices_is_one(string name, int draw, double ridge)
    {
        var sample = PlainNeuron.Draw(draw, isSmooth: draw % 2 == 0);
        var enumeration = new CriticalPointEnumerator(sample, 6, Boxes).Enumerate(Activation.Named(name), ridge);
        Assert.True(enumeration.IsComplete);
        Assert.Equal(1, enumeration.AlternatingSum);
        var enumerated = enumeration.Points.Select(p => (W: p.Certificate.Centre[0], B: p.Certificate.Centre[1])).ToList();
        enumerated.AddRange(enumeration.Points.Where(p => p.Multiplicity == 2).Select(p => (-p.Certificate.Centre[0], -p.Certificate.Centre[1])));
        var radius = enumeration.Slopes.Upper;
        var plain = new PlainNeuron(sample, name == "logistic", ridge).Zeros(-radius, radius, radius, Grid);
        Assert.Equal(enumerated.Count, plain.Count);
        Assert.All(plain, z => Assert.Contains(enumerated, e => IsNear(e, z)));
    }

    [Fact]
    public void The_alternating_sum_is_one_on_many_targets_and_the_origin_of_a_tanh_landscape_has_the_index_of_its_closed_form()
    {
        const double Ridge = 0.02;
        var isRich = false;
        for (var draw = 20; draw < 32; draw++)
        {
            var sample = PlainNeuron.Draw(draw, nodes: 17, isSmooth: draw % 2 == 0);
            var enumerator = new CriticalPointEnumerator(sample, 6, Boxes);
            foreach (var activation in new[] { Activation.Tanh, Activation.Logistic })
            {
                var enumeration = enumerator.Enumerate(activation, Ridge);
                Assert.True(enumeration.IsComplete, $"draw {draw}, {activation.Name}");
                Assert.Equal(1, enumeration.AlternatingSum);
                isRich |= enumeration.Points.Count > 3;
            }

            // At w = b = a = 0 half the Hessian is 1 + rho at beta, and rho I plus the coupling of a with (w, b) by (E[r x], E[r]), E[r] = -rho beta: an eigenvalue
            // rho - |(E[r x], E[r])|.
            var mean = sample.Weights.Zip(sample.Targets, (m, f) => m * f).Sum() / (1 + Ridge);
            var coupling = Enumerable.Range(0, sample.Count).Sum(s => sample.Weights[s] * (mean - sample.Targets[s]) * sample.Nodes[s, 0]);
            var expected = (coupling * coupling) + (Ridge * Ridge * mean * mean) > Ridge * Ridge ? 1 : 0;
            var origin = Assert.Single(enumerator.Enumerate(Activation.Tanh, Ridge).Points, p => p.Multiplicity == 1);
            Assert.Equal(expected, origin.Certificate.Index);
            Assert.InRange(Math.Abs(origin.Certificate.Centre[3] - mean), 0, 1e-12);
        }

        Assert.True(isRich, "some landscape must have more than a pair of minima and the origin");
    }

    [Fact]
    public void A_ridge_that_outweighs_the_target_leaves_one_critical_point()
    {
        // |f| at most 1 and rho = 4: J / 2 has the Hessian rho I + (a part below 2 in norm near the disc): one minimum, at the origin for tanh.
        var enumeration = new CriticalPointEnumerator(PlainNeuron.Of(x => Math.Sin(3 * x)), 6, Boxes).Enumerate(Activation.Tanh, 4);
        var point = Assert.Single(enumeration.Points);
        Assert.Equal((true, 0, 1), (enumeration.IsComplete, point.Certificate.Index!.Value, point.Multiplicity));
        Assert.All(point.Certificate.Centre, v => Assert.InRange(Math.Abs(v), 0, 1e-12));
    }

    [Theory]
    [InlineData(1.3, -0.4, "tanh")]
    [InlineData(0.35, 0.1, "tanh")] // within the chart of flat neurons
    [InlineData(2.5, -4.5, "tanh")] // right of the nodes
    [InlineData(2.5, 4.5, "tanh")] // left of them
    [InlineData(3.7, 1.2, "logistic")]
    public void A_teacher_is_among_the_points_with_index_and_risk_zero(double w, double b, string name)
    {
        var activation = Activation.Named(name);
        var sample = Teacher(w, b, activation);
        var enumeration = new CriticalPointEnumerator(sample, 5, Boxes).Enumerate(activation, 0);
        Assert.True(enumeration.IsComplete);
        var first = enumeration.Points[0];
        Assert.InRange(first.Risk, 0, 1e-20);
        Assert.Equal(0, first.Certificate.Index);
        Assert.All(first.Certificate.Centre.Zip(new[] { w, b, 0.8, -0.3 }), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1e-6));
        Assert.All(enumeration.Points.Skip(1), p => Assert.True(p.Risk > 1e-6));
    }

    [Fact]
    public void A_point_outside_the_box_is_not_reported_and_one_at_its_edge_is_never_lost()
    {
        var sample = Teacher(1.3, -0.4, Activation.Tanh);
        Enumeration Within(double limit) => new CriticalPointEnumerator(sample, limit, Boxes).Enumerate(Activation.Tanh, 0);
        bool HasTeacher(Enumeration e) => e.Points.Any(p => p.Risk < 1e-12);
        Assert.False(HasTeacher(Within(1.29)));
        Assert.True(HasTeacher(Within(1.31)));
        var onEdge = Within(1.3);
        Assert.True(HasTeacher(onEdge) || onEdge.IsUndecided(1.3, -0.4));
        Assert.False(Within(1.29).IsUndecided(1.2, -0.4));
    }

    [Fact]
    public void Where_a_is_zero_everywhere_nothing_is_decided()
    {
        // A constant target: the fit is beta alone, every (w, b) solves the equations, and all of it is redundant.
        var enumeration = new CriticalPointEnumerator(PlainNeuron.Of(_ => 1), 2, 300).Enumerate(Activation.Tanh, 0);
        Assert.False(enumeration.IsComplete);
        Assert.Empty(enumeration.Points);
        Assert.True(enumeration.IsUndecided(0.7, 0.3) && enumeration.IsUndecided(1.5, 3) && enumeration.IsUndecided(1.5, -3));
        Assert.Equal(double.PositiveInfinity, enumeration.UndecidedArea);
    }

    [Fact]
    public void A_straight_line_has_no_best_neuron_and_its_valley_at_w_zero_is_left_undecided_or_empty()
    {
        // r = 0 at w = 0 for every b: the edge of the flat chart solves both equations. Away from it the mean-value forms must still speak.
        var enumeration = new CriticalPointEnumerator(PlainNeuron.Of(x => x), 2, 20_000).Enumerate(Activation.Tanh, 0);
        Assert.False(enumeration.IsComplete);
        Assert.Empty(enumeration.Points);
        Assert.False(enumeration.IsUndecided(1.5, 0.2));
    }

    [Fact]
    public void Too_few_boxes_leave_the_plane_undecided()
    {
        var enumeration = new CriticalPointEnumerator(PlainNeuron.Draw(0), 6, 1).Enumerate(Activation.Tanh, 0.01);
        Assert.Equal((false, 0), (enumeration.IsComplete, enumeration.Points.Count));
        Assert.Equal(UndecidedReason.BranchAndBound, enumeration.Undecided[0].Reason);
        // The half plane that is searched, and the strip beside it.
        var radius = enumeration.Slopes.Upper;
        Assert.InRange(enumeration.UndecidedArea, 2 * radius * radius, 2.1 * radius * radius);
    }

    [Fact]
    public void Other_activations_and_inputs_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CriticalPointEnumerator(PlainNeuron.Draw(0), 6, 1).Enumerate(Activation.Erf, 0));
        Assert.Throws<ArgumentException>(() => new CriticalPointEnumerator(Problems.Scattered(9, Problems.Hills), 6, 1).Enumerate(Activation.Tanh, 0));
    }

    private static Sample Teacher(double w, double b, Activation activation)
    {
        var shape = new NetworkShape(1, 1);
        return PlainNeuron.Of(x => Network.Evaluate(shape, activation, [w, b, 0.8, -0.3], [x]));
    }

    private static bool IsNear((double W, double B) x, (double W, double B) y) => Math.Abs(x.W - y.W) + Math.Abs(x.B - y.B) < 1e-5 * (1 + Math.Abs(x.B));
}
