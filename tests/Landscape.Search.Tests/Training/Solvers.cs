namespace Landscape.Search.Tests.Training;

/// <summary>The methods, mostly with the defaults of their options.</summary>
internal static class Solvers
{
    public static readonly StoppingCriteria Criteria = new();

    public static ITrainingMethod Newton(int maxSteps = 1000) => new TrustRegionNewton(new TrustRegionNewtonOptions { MaxSteps = maxSteps }, Criteria);

    public static ITrainingMethod Flow(double tolerance = 1e-6, double finalTime = 1e12) =>
        new GradientFlow(new GradientFlowOptions { Tolerance = tolerance, FinalTime = finalTime, MaxSteps = 20_000 }, Criteria);

    public static ITrainingMethod Descent(int maxSteps = 5000) => new GradientDescent(new GradientDescentOptions { MaxSteps = maxSteps }, Criteria);

    public static ITrainingMethod Named(string name) => name switch
    {
        "trust-region-newton" => Newton(),
        "gradient-flow" => Flow(),
        "gradient-descent" => Descent(),
        "heavy-ball" => new HeavyBall(new HeavyBallOptions { MaxSteps = 5000 }, Criteria),
        "nesterov" => new Nesterov(new NesterovOptions { MaxSteps = 5000 }, Criteria),
        "adam" => new Adam(new AdamOptions { MaxSteps = 5000 }, Criteria),
        "stochastic-gradient-descent" => new StochasticGradientDescent(new StochasticGradientDescentOptions { MaxEpochs = 5000 }, Criteria),
        "l-bfgs" => new Lbfgs(new LbfgsOptions(), Criteria),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such method"),
    };
}
