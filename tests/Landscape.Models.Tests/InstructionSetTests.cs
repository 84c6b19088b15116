using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Landscape.Numerics;

namespace Landscape.Models.Tests;

/// <summary>
/// Equal bits with and without AVX-512, AVX2 and any vector instruction: this assembly is started again as a child process under the
/// runtime's switches and prints the vector widths it has and a hash of its results.
/// </summary>
public class InstructionSetTests
{
    public static int Main()
    {
        Console.WriteLine($"{Vector128.IsHardwareAccelerated} {Vector256.IsHardwareAccelerated} {Vector512.IsHardwareAccelerated}");
        Console.WriteLine(HashOfResults());
        return 0;
    }

    [Theory]
    [InlineData("EnableAVX512", 2)]
    [InlineData("EnableAVX2", 1)]
    [InlineData("EnableHWIntrinsic", 0)]
    public void Results_have_the_same_bits_without(string instructionSet, int remainingWidths)
    {
        var (widths, hash) = RunChild(instructionSet);

        // A switch that the runtime does not know would make this test pass for the wrong reason.
        Assert.True(widths.Count(w => w == "True") <= remainingWidths, $"{instructionSet}=0 left the vector widths {string.Join(' ', widths)}");
        Assert.Equal(HashOfResults(), hash);
    }

    private static (string[] Widths, string Hash) RunChild(string instructionSet)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, ArgumentList = { "exec", typeof(InstructionSetTests).Assembly.Location } };
        start.Environment[$"DOTNET_{instructionSet}"] = "0";
        using var child = Process.Start(start)!;
        var lines = child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        return (lines[0].Split(' '), lines[1]);
    }

    private static string HashOfResults()
    {
        var results = new List<double>();
        var stream = new RandomStream(1, "tests", "bits");
        for (var i = 0; i < 2000; i++)
        {
            var x = stream.NextUniform(-40, 40);
            results.AddRange([Elementary.Exp(x), Elementary.Tanh(x), Elementary.Logistic(x), Elementary.Sin(x), Elementary.Cos(1e6 * x), Elementary.Log(x * x), Elementary.Erfc(x), stream.NextNormal()]);
        }

        foreach (var activation in Activation.All)
        {
            // Through saturation, underflow and beyond.
            for (var z = -50.0; z <= 50; z += 0.0625)
            {
                var (value, first, second) = activation.Evaluate(z * (z < 45 ? 1 : 20));
                results.AddRange([value, first, second, activation.Third(z)]);
            }

            results.AddRange(Derivatives(activation));
        }

        var process = GaussianProcess.On(new SquaredExponential([0.5]), Design.GaussLegendre(2, 5));
        results.AddRange(process.Draw(stream));

        // A panel of the factorisation and 13 columns more, and a last group of five rows.
        var design = Design.Uniform(2, 141, stream);
        foreach (var covariance in TargetTests.Kernels())
        {
            results.AddRange(GaussianProcess.On(covariance, design).Draw(stream));
        }

        return Convert.ToHexString(SHA256.HashData([.. results.SelectMany(BitConverter.GetBytes)]));
    }

    private static IEnumerable<double> Derivatives(Activation activation)
    {
        var landscape = new RiskLandscape(RandomProblems.Sample(300, 2, seed: 1), activation, 3);
        var theta = RandomProblems.Theta(landscape.Shape, seed: 1);
        var (gradient, product, hessian) = (new double[theta.Length], new double[theta.Length], new Matrix(theta.Length, theta.Length));
        var risk = landscape.RiskGradientHessian(theta, gradient, hessian);
        landscape.HessianVector(theta, gradient, product);
        var singular = new Matrix(theta.Length, theta.Length);
        hessian.Data.CopyTo(singular.Data, 0);
        return [risk, .. gradient, .. product, .. hessian.Data, .. SymmetricEigen.Decompose(hessian).Vectors.Data, .. SingularValues.OfColumns(singular)];
    }
}
