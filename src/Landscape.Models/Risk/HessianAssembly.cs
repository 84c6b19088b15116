using Landscape.Numerics;

namespace Landscape.Models;

/// <summary>Where the moments stand in the Hessian, times the outer weights that they leave out.</summary>
internal static class HessianAssembly
{
    /// <summary>Writes the whole Hessian; both triangles receive the same number.</summary>
    public static void Write(NetworkShape shape, ReadOnlySpan<double> theta, FirstMoments first, SecondMoments second, double totalTwiceWeight, Matrix hessian)
    {
        for (var i = 0; i < shape.Width; i++)
        {
            var values = first.OfValue(i);
            WriteSymmetric(hessian, shape.A(i), shape.Beta, values.One);
            for (var j = 0; j <= i; j++)
            {
                var scale = i == j ? 1 : theta[shape.A(i)] * theta[shape.A(j)];
                WriteInner(hessian, shape, i, j, scale, second.Of(i, j));
                WriteSymmetric(hessian, shape.A(i), shape.A(j), values.Value(j));
            }

            for (var k = 0; k <= shape.InputDimension; k++)
            {
                WriteOuter(hessian, shape, i, k, theta[shape.A(i)], first.OfSlope(i, k));
            }
        }

        hessian[shape.Beta, shape.Beta] = totalTwiceWeight;
    }

    /// <summary>
    /// The blocks (u_i, u_j) and (u_j, u_i): each symmetric in itself, because only x~ x~^T gives it rows and columns. Row by row, so that
    /// neighbours are written one after the other.
    /// </summary>
    private static void WriteInner(Matrix hessian, NetworkShape shape, int i, int j, double scale, ReadOnlySpan<double> moments)
    {
        var size = shape.InputDimension + 1;
        for (var k = 0; k < size; k++)
        {
            var lower = hessian.Row(shape.U(i) + k).Slice(shape.U(j), size);
            var upper = hessian.Row(shape.U(j) + k).Slice(shape.U(i), size);
            for (int l = 0, place = NodeLanes.Monomial(k, 0); l < lower.Length && l < upper.Length; l++)
            {
                lower[l] = upper[l] = scale * moments[PanelSums.Stride * place];

                // Along row k of the triangle, then down its column k.
                place += l < k ? 1 : l + 1;
            }
        }
    }

    /// <summary>The entries (u_jk, a_i) for all i and (u_jk, beta); at i = j the curvature 2 E[r psi'(z_j) x~_k] joins.</summary>
    private static void WriteOuter(Matrix hessian, NetworkShape shape, int j, int k, double a, FirstMoments.Moments slope)
    {
        for (var i = 0; i < shape.Width; i++)
        {
            var curvature = i == j ? slope.Residual : 0;
            WriteSymmetric(hessian, shape.U(j) + k, shape.A(i), Math.FusedMultiplyAdd(a, slope.Value(i), curvature));
        }

        WriteSymmetric(hessian, shape.U(j) + k, shape.Beta, a * slope.One);
    }

    private static void WriteSymmetric(Matrix hessian, int i, int j, double value)
    {
        hessian[i, j] = value;
        hessian[j, i] = value;
    }
}
