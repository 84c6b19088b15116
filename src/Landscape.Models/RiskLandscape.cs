using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>
/// J(theta) = sum_s mu_s r_s^2 + rho |theta|^2, r = Psi_theta(x) - f(x), with its closed-form gradient and Hessian
/// dJ = 2 E[r dPsi] + 2 rho theta, d2J = 2 E[dPsi dPsi^T + r d2Psi] + 2 rho I  (docs/theory.md, section 1). Without a ridge, rho = 0.
/// All methods agree to the bit on what they share. Equal bits on every CPU: sums run over eight lanes in a fixed order (NOTATION.md).
/// No call allocates. Not thread safe: an instance owns its workspace; take one per thread with <see cref="Fork"/>.
/// A theta with infinities or NaN gives NaN, never an exception.
/// </summary>
public sealed class RiskLandscape
{
    private readonly NetworkBlock block;
    private readonly ResidualSums residualSums;
    private readonly FirstMoments gradientMoments;
    private readonly FirstMoments first;
    private readonly SecondMoments second;
    private readonly HessianProduct hessianProduct;

    /// <summary>The landscape of networks with <paramref name="width"/> neurons on a sample.</summary>
    /// <param name="sample">mu and f.</param>
    /// <param name="activation">psi.</param>
    /// <param name="width">n, at least 0.</param>
    /// <param name="ridge">rho, at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is negative, or the ridge is negative or not finite.</exception>
    public RiskLandscape(Sample sample, Activation activation, int width, double ridge = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        if (!(ridge >= 0 && double.IsFinite(ridge)))
        {
            throw new ArgumentOutOfRangeException(nameof(ridge), ridge, "a ridge must be finite and at least 0");
        }

        Ridge = ridge;
        Sample = sample;
        Activation = activation;
        Shape = new NetworkShape(sample.InputDimension, width);
        block = new NetworkBlock(sample.Lanes, activation, Shape);
        residualSums = new ResidualSums();
        gradientMoments = FirstMoments.ForGradient(Shape);
        first = FirstMoments.ForHessian(Shape);
        second = new SecondMoments(Shape);
        hessianProduct = new HessianProduct(Shape);
    }

    /// <summary>The discrete measure and target.</summary>
    public Sample Sample { get; }

    /// <summary>psi.</summary>
    public Activation Activation { get; }

    /// <summary>d, n and the parameter layout.</summary>
    public NetworkShape Shape { get; }

    /// <summary>rho.</summary>
    public double Ridge { get; }

    /// <summary>n.</summary>
    public int Width => Shape.Width;

    /// <summary>P.</summary>
    public int ParameterCount => Shape.ParameterCount;

    /// <summary>The same landscape with a workspace of its own.</summary>
    public RiskLandscape Fork() => new(Sample, Activation, Shape.Width, Ridge);

    /// <summary>Psi_theta(x).</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="x">d coordinates.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Evaluate(ReadOnlySpan<double> theta, ReadOnlySpan<double> x) => Network.Evaluate(Shape, Activation, theta, x);

    /// <summary>J(theta).</summary>
    /// <param name="theta">P parameters.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Risk(ReadOnlySpan<double> theta)
    {
        RequireLength(theta.Length, nameof(theta));
        residualSums.Clear();
        for (block.Reset(); block.MoveNext();)
        {
            block.Evaluate(theta);
            residualSums.Add(block);
        }

        return residualSums.Risk + Penalty(theta);
    }

    /// <summary>J(theta) and its gradient.</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="gradient">dJ, P, overwritten.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double RiskGradient(ReadOnlySpan<double> theta, Span<double> gradient)
    {
        RequireLength(theta.Length, nameof(theta));
        RequireLength(gradient.Length, nameof(gradient));
        residualSums.Clear();
        gradientMoments.Clear();
        for (block.Reset(); block.MoveNext();)
        {
            block.EvaluateWithDerivatives(theta);
            residualSums.Add(block);
            gradientMoments.Add(block);
        }

        gradientMoments.Reduce();
        WriteGradient(theta, gradientMoments, gradient);
        return residualSums.Risk + Penalty(theta);
    }

    /// <summary>J(theta), its gradient and its Hessian.</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="gradient">dJ, P, overwritten.</param>
    /// <param name="hessian">d2J, P x P, overwritten, symmetric to the bit.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double RiskGradientHessian(ReadOnlySpan<double> theta, Span<double> gradient, Matrix hessian)
    {
        RequireLength(theta.Length, nameof(theta));
        RequireLength(gradient.Length, nameof(gradient));
        RequireLength(hessian.Rows, "rows of " + nameof(hessian));
        RequireLength(hessian.Columns, "columns of " + nameof(hessian));
        residualSums.Clear();
        first.Clear();
        second.Clear();
        for (block.Reset(); block.MoveNext();)
        {
            block.EvaluateWithDerivatives(theta);
            residualSums.Add(block);
            first.Add(block);
            block.Bend(theta);
            second.Add(block);
        }

        first.Reduce();
        second.Reduce();
        WriteGradient(theta, first, gradient);
        HessianAssembly.Write(Shape, theta, first, second, Sample.Lanes.TotalTwiceWeight, hessian);
        AddRidge(hessian);
        return residualSums.Risk + Penalty(theta);
    }

    /// <summary>d2J v, without the Hessian: O(N n d) operations.</summary>
    /// <param name="theta">P parameters.</param>
    /// <param name="direction">v, P.</param>
    /// <param name="product">d2J v, P, overwritten.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void HessianVector(ReadOnlySpan<double> theta, ReadOnlySpan<double> direction, Span<double> product)
    {
        RequireLength(theta.Length, nameof(theta));
        RequireLength(direction.Length, nameof(direction));
        RequireLength(product.Length, nameof(product));
        hessianProduct.Clear();
        for (block.Reset(); block.MoveNext();)
        {
            block.EvaluateWithDerivatives(theta);
            hessianProduct.Add(theta, direction, block);
        }

        hessianProduct.WriteTo(product);
        AddRidge(direction, product);
    }

    /// <summary>dJ: 2 E[r psi(z_j)] at a_j, 2 E[r psi'(z_j) x~] a_j at u_j, 2 E[r] at beta.</summary>
    private void WriteGradient(ReadOnlySpan<double> theta, FirstMoments moments, Span<double> gradient)
    {
        gradient[Shape.Beta] = residualSums.Residual;
        for (var j = 0; j < Width; j++)
        {
            gradient[Shape.A(j)] = moments.OfValue(j).Residual;
            for (var k = 0; k <= Sample.InputDimension; k++)
            {
                gradient[Shape.U(j) + k] = theta[Shape.A(j)] * moments.OfSlope(j, k).Residual;
            }
        }

        AddRidge(theta, gradient);
    }

    /// <summary>rho |theta|^2. Without a ridge nothing is added, so that neither a 0 times infinity nor a -0 changes a bit.</summary>
    private double Penalty(ReadOnlySpan<double> theta) => Ridge > 0 ? Ridge * FixedOrderSum.Dot(theta, theta) : 0;

    /// <summary>Adds 2 rho v, the ridge's part of the gradient at v and of the Hessian times v.</summary>
    private void AddRidge(ReadOnlySpan<double> v, Span<double> sum)
    {
        if (Ridge > 0)
        {
            FixedOrderSum.AddScaled(2 * Ridge, v, sum);
        }
    }

    private void AddRidge(Matrix hessian)
    {
        for (var i = 0; Ridge > 0 && i < hessian.Rows; i++)
        {
            hessian[i, i] += 2 * Ridge;
        }
    }

    private void RequireLength(int length, string what)
    {
        if (length != Shape.ParameterCount)
        {
            throw new ArgumentException($"{what} has {length} entries; a network of {Width} neurons on {Sample.InputDimension} inputs has {ParameterCount}");
        }
    }
}
