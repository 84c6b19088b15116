using FsCheck;
using FsCheck.Fluent;
using Landscape.Numerics;

namespace Landscape.Search.Tests.Training;

public sealed class TrustRegionSubproblemTests
{
    /// <summary>H = Q diag(lambda) Q^T with the orthogonal Q of an eigendecomposition of a random matrix, and g given in Q's basis.</summary>
    private sealed record Case(double[] Lambda, double[] Coefficients, double Radius, int Seed)
    {
        public (double[] Gradient, Matrix Hessian, Matrix Basis) Build()
        {
            var p = Lambda.Length;
            var stream = new RandomStream(Seed, "tests", "basis");
            var random = new Matrix(p, p);
            for (var i = 0; i < p; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    random[i, j] = random[j, i] = stream.NextNormal();
                }
            }

            var basis = SymmetricEigen.Decompose(random).Vectors;
            var gradient = new double[p];
            var hessian = new Matrix(p, p);
            for (var k = 0; k < p; k++)
            {
                for (var i = 0; i < p; i++)
                {
                    gradient[i] += Coefficients[k] * basis[k, i];
                    for (var j = 0; j < p; j++)
                    {
                        hessian[i, j] += Lambda[k] * basis[k, i] * basis[k, j];
                    }
                }
            }

            return (gradient, hessian, basis);
        }
    }

    // Eigenvalues and coefficients over many decades, with zeros (of lambda: singular H; of c: towards the hard case).
    private static readonly Gen<double> Number =
        from sign in Gen.Elements(-1.0, 0.0, 1.0, 1.0)
        from exponent in Gen.Choose(-6, 3)
        from mantissa in Gen.Choose(10, 99)
        select sign * mantissa * Math.Pow(10, exponent - 1);

    private static readonly Gen<Case> Cases =
        from p in Gen.Choose(1, 7)
        from lambda in Gen.ArrayOf(Number, p)
        from c in Gen.ArrayOf(Number, p)
        from radius in Gen.Choose(-4, 4)
        from seed in Gen.Choose(0, 1000)
        select new Case(lambda, c, Math.Pow(10, radius), seed);

    // The lowest eigenvalue is negative and g is orthogonal to its eigenspace: for a large radius no mu > -lambda_1 fits.
    private static readonly Gen<Case> HardCases =
        from c in Cases
        let lowest = c.Lambda.Min() - 1
        select c with { Lambda = [.. c.Lambda, lowest], Coefficients = [.. c.Coefficients, 0], Radius = 1e6 };

    [Fact]
    public void The_step_satisfies_the_optimality_conditions() => Prop.ForAll(Cases.ToArbitrary(), c => HasOptimalStep(c)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_hard_case_satisfies_the_optimality_conditions() => Prop.ForAll(HardCases.ToArbitrary(), c => HasOptimalStep(c)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_point_of_the_ball_is_better() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var (gradient, hessian, _) = c.Build();
        var step = new TrustRegionSubproblem(gradient.Length).Solve(gradient, hessian, c.Radius);
        var stream = new RandomStream(c.Seed, "tests", "rivals");
        var best = double.PositiveInfinity;
        // The step is the best in the ball that it reaches itself: a tenth smaller or larger than the radius, or the radius if it lies inside.
        var ball = step.OnBoundary ? step.Length : c.Radius;
        for (var trial = 0; trial < 500; trial++)
        {
            var rival = gradient.Select(_ => stream.NextNormal()).ToArray();
            var length = Math.Sqrt(KnownFunctions.Dot(rival, rival));
            // Half of the rivals on the boundary, half inside.
            var target = ball * (trial % 2 == 0 ? 1 : stream.NextUniform());
            best = Math.Min(best, Model(gradient, hessian, [.. rival.Select(x => x * target / length)]));
        }

        // Rounding of m(s): a few eps of its largest terms.
        var scale = (VectorLength(gradient) * ball) + (Largest(hessian) * ball * ball);
        return -step.Predicted <= best + (1e-12 * scale);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void In_the_hard_case_the_step_reaches_the_boundary_along_the_lowest_eigenvector()
    {
        // H = diag(-2, 1), g = (0, 3): lambda_1 = -2, mu = 2, s_2 = -3 / (1 + 2) = -1, s_1 = +-sqrt(Delta^2 - 1).
        var hessian = new Matrix(2, 2);
        (hessian[0, 0], hessian[1, 1]) = (-2, 1);
        var step = new TrustRegionSubproblem(2).Solve([0, 3], hessian, 2);
        Assert.Equal(Math.Sqrt(3), Math.Abs(step.Step[0]), 1e-14);
        Assert.Equal(-1, step.Step[1], 1e-14);
        Assert.Equal(2, step.Multiplier, 1e-14);
        Assert.Equal(2, step.Length, 1e-14);
        // m = 3 (-1) + (-2 * 3 + 1) / 2 = -5.5
        Assert.Equal(5.5, step.Predicted, 1e-13);
    }

    [Fact]
    public void Along_a_sequence_of_problems_each_step_is_as_good_as_from_a_fresh_solver() => Prop.ForAll(Gen.ArrayOf(Cases, 5).ToArbitrary(), cases =>
    {
        // The solver starts from its last multiplier: whatever that was, the step is optimal in its ball.
        var solver = new TrustRegionSubproblem(cases[0].Lambda.Length);
        return cases.Where(c => c.Lambda.Length == cases[0].Lambda.Length).All(c => HasOptimalStep(c, solver));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Inside_the_ball_the_step_is_Newtons()
    {
        var hessian = new Matrix(2, 2);
        (hessian[0, 0], hessian[1, 1], hessian[0, 1], hessian[1, 0]) = (2, 3, 1, 1);
        // (2 1; 1 3) s = -(1, 1): determinant 5, s = -(2, 1) / 5.
        var step = new TrustRegionSubproblem(2).Solve([1, 1], hessian, 10);
        Assert.Equal(-0.4, step.Step[0], 1e-15);
        Assert.Equal(-0.2, step.Step[1], 1e-15);
        Assert.False(step.OnBoundary);
    }

    private static bool HasOptimalStep(Case c) => HasOptimalStep(c, new TrustRegionSubproblem(c.Lambda.Length));

    private static bool HasOptimalStep(Case c, TrustRegionSubproblem solver)
    {
        var (gradient, hessian, basis) = c.Build();
        var step = solver.Solve(gradient, hessian, c.Radius);
        var curvature = Largest(hessian);
        var lowest = c.Lambda.Min();

        // (H + mu I) s = -g to rounding of its terms; the eigenvectors carry eps |H| each, 1e-12 leaves room for P <= 8.
        var residual = 0.0;
        for (var i = 0; i < gradient.Length; i++)
        {
            var image = KnownFunctions.Dot(hessian.Row(i).ToArray(), step.Step) + (step.Multiplier * step.Step[i]) + gradient[i];
            residual = Math.Max(residual, Math.Abs(image));
        }

        var stationary = residual <= 1e-10 * (VectorLength(gradient) + ((curvature + step.Multiplier) * step.Length));
        // The radius is held to a tenth, and to rounding.
        var feasible = step.Length <= c.Radius * (1.1 + 1e-10);
        var complementary = step.Multiplier == 0 || step.Length >= c.Radius * (0.9 - 1e-10);
        // The promise is -m(s), computed here from its definition.
        var promised = Math.Abs(step.Predicted + Model(gradient, hessian, step.Step))
            <= 1e-10 * ((VectorLength(gradient) * step.Length) + ((curvature + step.Multiplier) * step.Length * step.Length));
        var semidefinite = step.Multiplier >= -lowest - (1e-13 * curvature);
        return stationary && feasible && complementary && promised && semidefinite && basis.Rows == c.Lambda.Length;
    }

    private static double Model(double[] gradient, Matrix hessian, double[] s) =>
        KnownFunctions.Dot(gradient, s) + (0.5 * s.Select((x, i) => x * KnownFunctions.Dot(hessian.Row(i).ToArray(), s)).Sum());

    private static double VectorLength(double[] v) => Math.Sqrt(KnownFunctions.Dot(v, v));

    private static double Largest(Matrix hessian) => Math.Sqrt(hessian.Data.Sum(x => x * x));
}
