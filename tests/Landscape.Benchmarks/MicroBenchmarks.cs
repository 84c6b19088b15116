using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using Landscape.Models;
using Landscape.Numerics;

namespace Landscape.Benchmarks;

/// <summary>Single functions: an elementary function on 1,024 arguments of typical size.</summary>
[MemoryDiagnoser]
public class ElementaryMicro
{
    private readonly double[] arguments = new double[1024];

    /// <summary>Pre-activations as networks have them.</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new RandomStream(1, "bench", "micro");
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = random.NextUniform(-6, 6);
        }
    }

    /// <summary>exp.</summary>
    [Benchmark(OperationsPerInvoke = 1024)]
    public Vector512<double> Exp() => Sum(Elementary.Exp);

    /// <summary>tanh.</summary>
    [Benchmark(OperationsPerInvoke = 1024)]
    public Vector512<double> Tanh() => Sum(Elementary.Tanh);

    /// <summary>The logistic function.</summary>
    [Benchmark(OperationsPerInvoke = 1024)]
    public Vector512<double> Logistic() => Sum(Elementary.Logistic);

    /// <summary>The platform's tanh, for comparison.</summary>
    [Benchmark(OperationsPerInvoke = 1024, Baseline = true)]
    public double PlatformTanh()
    {
        var sum = 0.0;
        foreach (var x in arguments)
        {
            sum += Math.Tanh(x);
        }

        return sum;
    }

    private Vector512<double> Sum(Func<Vector512<double>, Vector512<double>> function)
    {
        var sum = Vector512<double>.Zero;
        for (var i = 0; i < arguments.Length; i += Vector512<double>.Count)
        {
            sum += function(Vector512.Create(arguments, i));
        }

        return sum;
    }
}

/// <summary>The landscape at the pipeline's everyday size and at the largest.</summary>
[MemoryDiagnoser]
public class LandscapeMicro
{
    private RiskLandscape landscape = null!;
    private double[] theta = [];
    private double[] gradient = [];
    private Matrix hessian = new(0, 0);

    /// <summary>n.</summary>
    [Params(2, 20)]
    public int Width { get; set; }

    /// <summary>A random landscape, d = 2, N = 1000.</summary>
    [GlobalSetup]
    public void Build()
    {
        landscape = new RiskLandscape(Problems.RandomSample(2, 1000), Activation.Tanh, Width);
        theta = Problems.RandomTheta(landscape.Shape.ParameterCount);
        gradient = new double[theta.Length];
        hessian = new Matrix(theta.Length, theta.Length);
    }

    /// <summary>J.</summary>
    [Benchmark]
    public double Risk() => landscape.Risk(theta);

    /// <summary>J and dJ.</summary>
    [Benchmark]
    public double RiskGradient() => landscape.RiskGradient(theta, gradient);

    /// <summary>J, dJ and d2J.</summary>
    [Benchmark]
    public double RiskGradientHessian() => landscape.RiskGradientHessian(theta, gradient, hessian);

    /// <summary>Eigenvalues of the Hessian.</summary>
    [Benchmark]
    public double[] Eigenvalues()
    {
        landscape.RiskGradientHessian(theta, gradient, hessian);
        return SymmetricEigen.ValuesOf(hessian);
    }
}
