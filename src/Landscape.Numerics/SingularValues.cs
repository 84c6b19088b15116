namespace Landscape.Numerics;

/// <summary>
/// The singular values of a tall matrix by one-sided Jacobi rotations (Hestenes 1958): columns are rotated in pairs until all are
/// orthogonal; their norms are the singular values. After scaling the columns to unit length, even the smallest has a relative error of a
/// modest multiple of 1e-16 times the scaled condition number (Demmel and Veselic 1992, DOI 10.1137/0613074); the eigenvalues of the Gram
/// matrix would only see singular values above 1e-8 of the largest.
/// </summary>
public static class SingularValues
{
    // Cyclic Jacobi converges quadratically; 6 to 10 sweeps are usual.
    private const int SweepLimit = 60;

    /// <summary>The singular values of a matrix that is given by its columns.</summary>
    /// <param name="columns">m x N: row i is column i of the matrix, N entries; overwritten by the rotated columns.</param>
    /// <returns>m values, ascending.</returns>
    /// <exception cref="ArithmeticException">No convergence, which means NaN or infinity among the entries.</exception>
    public static double[] OfColumns(Matrix columns)
    {
        for (var sweep = 0; RotateAllPairs(columns); sweep++)
        {
            if (sweep == SweepLimit)
            {
                throw new ArithmeticException($"Jacobi rotations of {columns.Rows} columns did not converge in {SweepLimit} sweeps");
            }
        }

        var values = new double[columns.Rows];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Math.Sqrt(FixedOrderSum.Dot(columns.Row(i), columns.Row(i)));
        }

        Array.Sort(values);
        return values;
    }

    /// <summary>One sweep; true when some pair was not orthogonal yet.</summary>
    private static bool RotateAllPairs(Matrix columns)
    {
        var rotated = false;
        for (var i = 0; i < columns.Rows; i++)
        {
            for (var j = i + 1; j < columns.Rows; j++)
            {
                rotated |= Orthogonalise(columns.Row(i), columns.Row(j));
            }
        }

        return rotated;
    }

    /// <summary>Rotates (p, q) so that p . q = 0: the angle's tangent t solves t^2 + 2 zeta t - 1 = 0, zeta = (q.q - p.p) / (2 p.q).</summary>
    private static bool Orthogonalise(Span<double> p, Span<double> q)
    {
        // Orthogonal to rounding: the computed p.q is itself off by some 1e-16 |p||q|.
        const double Tolerance = 1e-15;
        var (pp, qq, pq) = (FixedOrderSum.Dot(p, p), FixedOrderSum.Dot(q, q), FixedOrderSum.Dot(p, q));
        if (Math.Abs(pq) <= Tolerance * Math.Sqrt(pp) * Math.Sqrt(qq))
        {
            return false;
        }

        var zeta = (qq - pp) / (2 * pq);
        var t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        var cosine = 1 / Math.Sqrt(1 + (t * t));
        var sine = t * cosine;
        for (var k = 0; k < p.Length; k++)
        {
            (p[k], q[k]) = ((cosine * p[k]) - (sine * q[k]), (sine * p[k]) + (cosine * q[k]));
        }

        return true;
    }
}
