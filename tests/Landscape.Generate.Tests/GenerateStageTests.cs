using System.Text.Json;
using Landscape.Models;
using Landscape.Stages.Generate;
using Landscape.Staging;

namespace Landscape.Generate.Tests;

/// <summary>What each family puts into the tables, recomputed from what the tables record.</summary>
public sealed class GenerateStageTests : IDisposable
{
    // Recomputing a sum of a dozen terms of order 10 in another order.
    private const double Rounding = 1e-13;

    private readonly string folder = Directory.CreateTempSubdirectory("landscape-generate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Problems_are_numbered_through_the_groups_and_every_node_belongs_to_one()
    {
        var (problems, nodes) = Run(
            new GaussianProcessOptions { Count = 2, Design = new GaussLegendreOptions { Points = 5 }, Kernel = new MaternFiveHalvesOptions { Length = [0.5] } },
            new TeacherOptions { Count = 3, InputDim = 2, Design = new HaltonOptions { Count = 9 } });
        Assert.Equal([0, 1, 2, 3, 4], problems.Select(p => p.ProblemId));
        Assert.Equal([0, 1, 0, 1, 2], problems.Select(p => p.Draw));
        Assert.Equal(["matern-5/2(length=0.5)", ""], problems.Select(p => p.Kernel).Distinct());
        Assert.Equal(["gauss-legendre(points=5)", "halton(count=9)"], problems.Select(p => p.Design).Distinct());
        Assert.All(problems, p =>
        {
            var own = nodes.Where(n => n.ProblemId == p.ProblemId).ToList();
            Assert.Equal(Enumerable.Range(0, p.NodeCount), own.Select(n => n.Node));
            Assert.All(own, n => Assert.Equal(p.InputDim, n.X.Length));
            Assert.Equal(1, own.Sum(n => n.Weight), Rounding);
            Assert.Equal(5, p.Seed);
        });
    }

    [Fact]
    public void Draws_differ_from_each_other_but_not_from_run_to_run()
    {
        var group = new GaussianProcessOptions { Count = 2, Kernel = new MaternOneHalfOptions(), Design = new UniformOptions { Count = 7 } };
        var (_, nodes) = Run(group);
        Assert.NotEqual(nodes[..7].Select(n => n.Target), nodes[7..].Select(n => n.Target));
        Assert.NotEqual(nodes[..7].Select(n => n.X[0]), nodes[7..].Select(n => n.X[0]));
        Assert.Equal(nodes.Select(n => n.Target), Run(group).Nodes.Select(n => n.Target));
    }

    [Fact]
    public void A_teachers_recorded_parameters_reproduce_its_targets()
    {
        var (problems, nodes) = Run(new TeacherOptions { Count = 1, InputDim = 2, Width = 3, Activation = ActivationName.Logistic, Design = new GaussHermiteOptions { Points = 4 } });
        var theta = JsonDocument.Parse(problems[0].Parameters).RootElement.GetProperty("theta").EnumerateArray().Select(t => t.GetDouble()).ToArray();
        Assert.Equal("teacher", problems[0].Family);
        Assert.All(nodes, n =>
        {
            var output = theta[^1];
            for (var j = 0; j < 3; j++)
            {
                output += theta[(4 * j) + 3] / (1 + Math.Exp(-((theta[4 * j] * n.X[0]) + (theta[(4 * j) + 1] * n.X[1]) + theta[(4 * j) + 2])));
            }

            Assert.Equal(output, n.Target, Rounding);
        });
    }

    [Fact]
    public void A_random_polynomials_recorded_terms_reproduce_its_targets()
    {
        var (problems, nodes) = Run(new PolynomialOptions { Count = 1, InputDim = 2, Degree = 3, Design = new GaussianOptions { Count = 6 } });
        var terms = JsonDocument.Parse(problems[0].Parameters).RootElement.GetProperty("terms").EnumerateArray().ToList();
        Assert.Equal(10, terms.Count);
        Assert.All(nodes, n => Assert.Equal(
            terms.Sum(t => t.GetProperty("coefficient").GetDouble() * Math.Pow(n.X[0], t.GetProperty("exponents")[0].GetInt32()) * Math.Pow(n.X[1], t.GetProperty("exponents")[1].GetInt32())),
            n.Target,
            1e-11));
    }

    [Fact]
    public void A_processes_kernel_is_recorded_whole_with_keys_in_order()
    {
        var kernel = new SumOptions { Parts = [new PeriodicOptions { Period = 2, Length = [0.1] }, new MaternOneHalfOptions { Amplitude = 3 }] };
        var (problems, _) = Run(new GaussianProcessOptions { Count = 1, Kernel = kernel, Design = new HaltonOptions { Count = 3 } });
        Assert.Equal(
            """{"kernel":{"amplitude":1,"kind":"sum","parts":[{"amplitude":1,"kind":"periodic","length":[0.1],"period":2},{"amplitude":3,"kind":"matern-1/2","length":[1]}]}}""",
            problems[0].Parameters);
    }

    [Fact]
    public void A_given_polynomial_is_taken_as_it_stands()
    {
        var (_, nodes) = Run(new PolynomialOptions { Count = 1, Terms = [new TermOptions { Coefficient = 2, Exponents = [2] }], Design = new HaltonOptions { Count = 3 } });

        // The first Halton points in base 2, 1/2, 1/4 and 3/4, on [-1, 1].
        Assert.Equal([0, 0.5, 0.5], nodes.Select(n => n.Target));
    }

    [Fact]
    public void A_table_brings_its_nodes_values_and_weights_in_any_order_of_columns()
    {
        WriteTable("y,x2,weight,x1\n3,0.5,1,0.25\n-1,0.75,3,-2\n");
        var (problems, nodes) = Run(new TableOptions { File = new InputFile("data.csv") });
        Assert.Equal(("table", 2, 2), (problems[0].Family, problems[0].InputDim, problems[0].NodeCount));
        Assert.Equal([0.25, 0.5], nodes[0].X);
        Assert.Equal([-2, 0.75], nodes[1].X);
        Assert.Equal([3, -1], nodes.Select(n => n.Target));
        Assert.Equal([0.25, 0.75], nodes.Select(n => n.Weight));
    }

    [Fact]
    public void A_table_without_weights_gets_equal_ones()
    {
        WriteTable("x1,y\n1,2\n3,4\n5,6\n7,8\n");
        Assert.All(Run(new TableOptions { File = new InputFile("data.csv") }).Nodes, n => Assert.Equal(0.25, n.Weight));
    }

    [Theory]
    [InlineData("x1,x3,y\n1,2,3\n")]
    [InlineData("x1,x2\n1,2\n")]
    [InlineData("y\n1\n")]
    [InlineData("x1,y,weight\n1,2,-1\n")]
    public void A_table_with_other_columns_or_negative_weights_is_refused_by_name(string content)
    {
        WriteTable(content);
        var error = Assert.Throws<InvalidDataException>(() => Run(new TableOptions { File = new InputFile("data.csv") }));
        Assert.Contains("data.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nugget_is_recorded_and_warned_of_once_a_group()
    {
        var context = new MemoryContext();

        // Length 3 on [-1, 1]: some ten eigenvalues are above rounding, the design has 20 nodes.
        var (problems, _) = Run(context, new GaussianProcessOptions { Count = 3, Kernel = new SquaredExponentialOptions { Length = [3] }, Design = new GaussLegendreOptions { Points = 20 } });
        Assert.All(problems, p => Assert.InRange(p.Nugget, 1e-16, 1e-12));
        var warning = Assert.Single(context.Warnings);
        Assert.Contains("squared-exponential(length=3)", warning, StringComparison.Ordinal);
        Assert.Contains("3 problems", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_well_conditioned_covariance_needs_no_nugget_and_no_warning()
    {
        var context = new MemoryContext();
        var (problems, _) = Run(context, new GaussianProcessOptions { Kernel = new MaternOneHalfOptions(), Design = new GaussLegendreOptions { Points = 20 } });
        Assert.All(problems, p => Assert.Equal(0, p.Nugget));
        Assert.Empty(context.Warnings);
    }

    [Fact]
    public void Every_kind_of_kernel_makes_the_covariance_of_its_name()
    {
        KernelOptions[] options =
        [
            new SquaredExponentialOptions { Length = [0.5, 2] }, new MaternOneHalfOptions(), new MaternThreeHalvesOptions(), new MaternFiveHalvesOptions { Amplitude = 2 },
            new RationalQuadraticOptions { Alpha = 3 }, new PeriodicOptions { Period = 2 }, new SumOptions { Parts = [new MaternOneHalfOptions()] },
            new ProductOptions { Parts = [new MaternOneHalfOptions()] }, new TensorOptions { Parts = [new MaternOneHalfOptions(), new SquaredExponentialOptions()] },
        ];
        Assert.Equal(
            [
                "squared-exponential(length=[0.5,2])", "matern-1/2(length=1)", "matern-3/2(length=1)", "2^2*matern-5/2(length=1)", "rational-quadratic(alpha=3,length=1)",
                "periodic(period=2,length=1)", "sum(matern-1/2(length=1))", "product(matern-1/2(length=1))", "tensor(matern-1/2(length=1) x squared-exponential(length=1))",
            ],
            options.Select(o => o.ToCovariance().Label));
    }

    [Fact]
    public void Options_that_do_not_fit_the_inputs_are_refused()
    {
        AssertRefused("3 length scales", new GaussianProcessOptions { InputDim = 2, Kernel = new SumOptions { Parts = [new PeriodicOptions { Length = [1, 2, 3] }] } });
        AssertRefused("1 parts of a tensor", new GaussianProcessOptions { InputDim = 2, Kernel = new TensorOptions { Parts = [new MaternOneHalfOptions()] } });
        AssertRefused("nodes; at most", new TeacherOptions { InputDim = 4, Design = new GaussLegendreOptions { Points = 20 } });
        AssertRefused("at most 16 coordinates", new TeacherOptions { InputDim = 17, Design = new HaltonOptions() });
        AssertRefused("2 exponents for 1", new PolynomialOptions { Count = 1, Terms = [new TermOptions { Exponents = [1, 1] }] });
        AssertRefused("one target, not 8", new PolynomialOptions { Count = 8, Terms = [new TermOptions { Exponents = [1] }] });
        Assert.Empty(new GaussianProcessOptions { InputDim = 2 }.Validate(new(new object())));
    }

    private static void AssertRefused(string reason, DrawnTargetOptions options)
    {
        var result = Assert.Single(options.Validate(new(options)));
        Assert.Contains(reason, result.ErrorMessage, StringComparison.Ordinal);
    }

    private static (List<ProblemRow> Problems, List<NodeRow> Nodes) Run(MemoryContext context, params TargetOptions[] targets)
    {
        var output = new GenerateStage().Run(new NoInputs(), new GenerateOptions { Targets = targets }, context);
        return ([.. output.Tables["problems"].Rows.Cast<ProblemRow>()], [.. output.Tables["nodes"].Rows.Cast<NodeRow>()]);
    }

    private (List<ProblemRow> Problems, List<NodeRow> Nodes) Run(params TargetOptions[] targets) => Run(new MemoryContext(folder), targets);

    private void WriteTable(string content) => File.WriteAllText(Path.Combine(folder, "data.csv"), content);
}
