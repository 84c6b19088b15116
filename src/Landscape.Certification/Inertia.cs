using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>
/// The inertia of every symmetric matrix of an interval matrix [H], by congruence. W = V |Lambda|^(-1/2) with approximate eigenpairs; then [B] = W^T [H] W is
/// nearly diagonal with entries near +-1. If every row is strictly diagonally dominant, margin = min_i (|B_ii| - sum_{k != i} |B_ik|) > 0, then
/// (1) each B is regular, hence W is; so is D + t (B - D), D = diag B, for t in [0, 1], so no eigenvalue crosses 0 on the way from D to B and the inertia of B is
/// that of its diagonal (Gershgorin); (2) H has the inertia of B (Sylvester); (3) H^-1 = W B^-1 W^T, and |B^-1|_2 at most |B^-1|_inf at most 1 / margin
/// (Varah 1975, DOI 10.1016/0024-3795(75)90112-3), so every eigenvalue of H is in absolute value at least margin / |W^T W|_2, at least margin / |W^T W|_inf.
/// Nothing is asked of W: poor eigenpairs make the proof fail, not wrong.
/// </summary>
/// <param name="Index">Number of negative eigenvalues.</param>
/// <param name="SmallestEigenvalueBound">A lower bound on the smallest absolute eigenvalue.</param>
public sealed record Inertia(int Index, double SmallestEigenvalueBound)
{
    /// <summary>Proves the inertia, or returns null.</summary>
    /// <param name="hessian">[H].</param>
    /// <param name="eigen">Approximate eigenpairs of a matrix in [H].</param>
    public static Inertia? Prove(IntervalMatrix hessian, SymmetricEigen eigen)
    {
        var transform = ScaledModes(eigen);
        var congruent = hessian.CongruentBy(transform);
        var gram = IntervalMatrix.Identity(hessian.Size).CongruentBy(transform);
        var (margin, norm, index) = (double.PositiveInfinity, 0.0, 0);
        for (var i = 0; i < hessian.Size; i++)
        {
            margin = Math.Min(margin, Margin(congruent, i));
            norm = Math.Max(norm, gram.RowMagnitude(i));
            index += congruent[i, i].Upper < 0 ? 1 : 0;
        }

        return margin > 0 && double.IsFinite(norm) ? new Inertia(index, Rounding.QuotientDown(margin, norm)) : null;
    }

    /// <summary>W^T: row i is the mode i over the square root of its eigenvalue's absolute value.</summary>
    private static Matrix ScaledModes(SymmetricEigen eigen)
    {
        var modes = new Matrix(eigen.Values.Length, eigen.Values.Length);
        for (var i = 0; i < eigen.Values.Length; i++)
        {
            var scale = 1 / Math.Sqrt(Math.Abs(eigen.Values[i]));
            for (var k = 0; k < eigen.Values.Length; k++)
            {
                modes[i, k] = scale * eigen.Vectors[i, k];
            }
        }

        return modes;
    }

    private static double Margin(IntervalMatrix congruent, int i)
    {
        var margin = congruent[i, i].Mignitude;
        for (var k = 0; k < congruent.Size; k++)
        {
            margin = k == i ? margin : Rounding.SumDown(margin, -congruent[i, k].Magnitude);
        }

        return margin;
    }
}
