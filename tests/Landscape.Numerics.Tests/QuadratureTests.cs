namespace Landscape.Numerics.Tests;

/// <summary>Rules and point sets against exact moments and known points.</summary>
public class QuadratureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(14)]
    [InlineData(64)]
    public void A_Gauss_Legendre_rule_is_exact_to_degree_two_m_minus_one(int m)
    {
        // E[x^k] = 1 / (k + 1) on [-1, 1] for even k, else 0; all terms are at most 1, so rounding stays near m eps.
        var rule = GaussRule.Legendre(m);
        for (var k = 0; k <= (2 * m) - 1; k++)
        {
            Assert.Equal(k % 2 == 0 ? 1.0 / (k + 1) : 0, Moment(rule, k), 1e-15 * (10 + m));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(14)]
    [InlineData(30)]
    public void A_Gauss_Hermite_rule_is_exact_to_degree_two_m_minus_one(int m)
    {
        // E[x^k] = (k - 1)!! for even k; compared relatively, because the moments grow. m eps relative error a node, to the power k.
        var rule = GaussRule.Hermite(m);
        var moment = 1.0;
        for (var k = 0; k <= (2 * m) - 2; k += 2)
        {
            Assert.Equal(1, Moment(rule, k) / moment, 1e-15 * (10 + (m * m)));
            Assert.Equal(0, Moment(rule, k + 1) / moment, 1e-13);
            moment *= k + 1;
        }
    }

    [Fact]
    public void One_degree_more_is_not_exact()
    {
        // The error of m points on x^(2m) is the squared norm of the monic orthogonal polynomial of degree m: 4/45 for Legendre and 2 for Hermite at m = 2.
        Assert.Equal((1.0 / 5) - (4.0 / 45), Moment(GaussRule.Legendre(2), 4), 1e-15);
        Assert.Equal(3.0 - 2, Moment(GaussRule.Hermite(2), 4), 1e-14);
    }

    [Fact]
    public void Nodes_ascend_and_are_symmetric_to_the_bit_with_positive_weights()
    {
        foreach (var rule in new[] { GaussRule.Legendre(256), GaussRule.Hermite(256), GaussRule.Legendre(33), GaussRule.Hermite(33) })
        {
            var m = rule.Nodes.Length;
            Assert.Equal(1, FixedOrderSum.Sum(rule.Weights), 1e-13);
            for (var i = 0; i < m; i++)
            {
                Assert.Equal(-rule.Nodes[m - 1 - i], rule.Nodes[i] + 0.0);
                Assert.Equal(rule.Weights[m - 1 - i], rule.Weights[i]);
                Assert.True(rule.Weights[i] > 0 && (i == 0 || rule.Nodes[i] > rule.Nodes[i - 1]));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void A_rule_of_no_or_too_many_points_is_refused(int m) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussRule.Hermite(m));

    [Fact]
    public void Halton_points_start_as_in_the_literature()
    {
        double[][] expected = [[1.0 / 2, 1.0 / 3, 1.0 / 5], [1.0 / 4, 2.0 / 3, 2.0 / 5], [3.0 / 4, 1.0 / 9, 3.0 / 5], [1.0 / 8, 4.0 / 9, 4.0 / 5]];
        for (var i = 0; i < expected.Length; i++)
        {
            var point = new double[3];
            Halton.Point(i + 1, point);
            Assert.Equal(expected[i], point);
        }
    }

    [Fact]
    public void Every_dyadic_interval_gets_its_share_of_the_first_Halton_coordinate()
    {
        // The first 2^k points in base 2 hit every interval of length 2^-k exactly once.
        var hits = new int[64];
        var point = new double[1];
        for (var i = 0; i < 64; i++)
        {
            Halton.Point(i, point);
            hits[(int)(point[0] * 64)]++;
        }

        Assert.All(hits, h => Assert.Equal(1, h));
    }

    private static double Moment(GaussRule rule, int degree)
    {
        var sum = 0.0;
        for (var i = 0; i < rule.Nodes.Length; i++)
        {
            sum += rule.Weights[i] * Math.Pow(rule.Nodes[i], degree);
        }

        return sum;
    }
}
