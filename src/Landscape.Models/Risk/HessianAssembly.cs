using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>Where the moments stand in the Hessian, times the outer weights that they leave out.</summary>
internal static class HessianAssembly
{
    /// <summary>Writes the whole Hessian; both triangles receive the same number.</summary>
    public static void Write(NetworkShape shape, ReadOnlySpan<double> theta, FirstMoments first, SecondMoments second, double twiceTotalWeight, Matrix hessian)
    {
        for (var i = 0; i < shape.Width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var scale = i == j ? 1 : theta[shape.A(i)] * theta[shape.A(j)];
                WriteInner(hessian, shape.U(i), shape.U(j), shape.InputDimension, scale, second.Of(i, j));
                WriteSymmetric(hessian, shape.A(i), shape.A(j), first.OfValue(i)[j]);
            }

            WriteOuter(hessian, shape, theta, i, first);
        }

        hessian[shape.Beta, shape.Beta] = twiceTotalWeight;
    }

    /// <summary>The block (u_i, u_j): symmetric in itself, because only x~ x~^T gives it rows and columns.</summary>
    private static void WriteInner(Matrix hessian, int rowStart, int columnStart, int dimension, double scale, ReadOnlySpan<double> moments)
    {
        var entry = 0;
        for (var k = 0; k <= dimension; k++)
        {
            for (var l = 0; l <= k; l++)
            {
                var value = scale * moments[entry++];
                WriteSymmetric(hessian, rowStart + k, columnStart + l, value);
                WriteSymmetric(hessian, rowStart + l, columnStart + k, value);
            }
        }
    }

    /// <summary>The entries (u_j, a_i) for all i, (u_j, beta) and (a_j, beta); the diagonal's share 2 E[r psi'(z_j) x~] is the curvature.</summary>
    private static void WriteOuter(Matrix hessian, NetworkShape shape, ReadOnlySpan<double> theta, int j, FirstMoments first)
    {
        var a = theta[shape.A(j)];
        WriteSymmetric(hessian, shape.A(j), shape.Beta, first.OfValue(j)[shape.Width]);
        for (var k = 0; k <= shape.InputDimension; k++)
        {
            var slope = first.OfSlope(j, k);
            for (var i = 0; i < shape.Width; i++)
            {
                var curvature = i == j ? slope[shape.Width + 1] : 0;
                WriteSymmetric(hessian, shape.U(j) + k, shape.A(i), Math.FusedMultiplyAdd(a, slope[i], curvature));
            }

            WriteSymmetric(hessian, shape.U(j) + k, shape.Beta, a * slope[shape.Width]);
        }
    }

    private static void WriteSymmetric(Matrix hessian, int i, int j, double value)
    {
        hessian[i, j] = value;
        hessian[j, i] = value;
    }
}
