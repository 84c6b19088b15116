using Landscape.Models;
using Landscape.Stages.Certify;
using Landscape.Stages.Detect;
using Landscape.Stages.Generate;
using Landscape.Stages.Rates;
using Landscape.Stages.Train;

namespace Landscape.Activations.Tests;

/// <summary>From targets to tail rates: a one-neuron teacher's minimum is certified and regular, and two neurons on it are degenerate.</summary>
public sealed class RatesChainTests
{
    private static readonly StageChain Chain = Run();

    [Fact]
    public void Every_fitted_rate_is_the_predicted_one_within_its_uncertainty()
    {
        var fitted = Chain.Rows<RateRow>("rates").Where(r => r.Law == "exponential").ToList();
        Assert.Contains(fitted, r => r.Method == "gradient-flow");
        Assert.Contains(fitted, r => r.Method == "heavy-ball");
        // The start is inside the box of uniqueness, where the Hessian is regular but not constant: one per cent.
        Assert.All(fitted, r => Assert.True(Math.Abs(r.RateMeasured - r.RatePredicted) <= (3 * r.Uncertainty) + (0.01 * r.RatePredicted), $"{r}"));
    }

    [Fact]
    public void A_method_that_would_need_more_steps_than_the_budget_is_said_to_be_out_of_reach() =>
        // A hundredfold fall takes log(100) / rate steps.
        Assert.All(
            Chain.Rows<RateRow>("rates").Where(r => r.Method == "gradient-descent" && r.Law == "out-of-reach" && r.RatePredicted * 20_000 >= Math.Log(100)),
            r => Assert.Equal(0, r.Decades));

    [Fact]
    public void Newtons_method_ends_faster_than_linearly_and_Adam_hovers()
    {
        var rows = Chain.Rows<RateRow>("rates");
        // 2 in theory; between a start of 1e-2 and the floor there are few steps to see it in.
        Assert.True(rows.Any(r => r.Method == "trust-region-newton" && r.Order > 1.5), string.Join("\n", rows));
        Assert.All(rows.Where(r => r is { Method: "adam", Law: "floor" }), r => Assert.True(r.Floor > 0));
    }

    [Fact]
    public void Into_a_flat_family_the_law_is_observed()
    {
        var laws = Chain.Rows<DegenerateTailRow>("rates").Select(r => r.Law).ToList();
        Assert.NotEmpty(laws);
        Assert.All(laws, law => Assert.Contains(law, new[] { "exponential", "power", "left", "none" }));
    }

    private static StageChain Run()
    {
        var chain = new StageChain();
        chain.Run(new GenerateStage(), new GenerateOptions
        {
            Targets = [new TeacherOptions { Count = 2, InputDim = 1, Width = 1, InnerScale = 2, Design = new GaussLegendreOptions { Points = 24 } }],
        });
        chain.Run(new TrainStage(), new TrainOptions
        {
            Cells = [new TrainingCell { Activations = [ActivationName.Tanh], Widths = [1, 2], Starts = new StartCounts { TrustRegionNewton = 12, GradientFlow = 1, GradientDescent = 0 } }],
        });
        chain.Run(new DetectStage(), new DetectOptions { IndexSearches = 2, GradientNormStarts = 2, Paths = 1, Climbs = 4 });
        chain.Run(new CertifyStage(), new CertifyOptions());
        chain.Run(new RatesStage(), new RatesOptions());
        return chain;
    }
}
