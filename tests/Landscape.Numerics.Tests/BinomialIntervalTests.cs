using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Landscape.Numerics.Tests;

/// <summary>Clopper-Pearson intervals against closed forms, exact rational arithmetic, printed tables and the coverage that defines them.</summary>
public sealed class BinomialIntervalTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Without_a_success_the_upper_end_has_a_closed_form(int n)
    {
        var (lower, upper) = BinomialInterval.Exact(0, n);

        Assert.Equal(0, lower);
        Assert.Equal(1 - Math.Pow(0.025, 1.0 / n), upper, 1e-14); // (1 - p)^n = 0.025
    }

    [Theory]
    [InlineData(1, 10, 0.0025, 0.4450)] // Table of exact 95 % limits (Diem 1962, Documenta Geigy Scientific Tables), four digits
    [InlineData(5, 10, 0.1871, 0.8129)]
    [InlineData(8, 10, 0.4439, 0.9748)]
    [InlineData(10, 100, 0.0490, 0.1762)]
    [InlineData(50, 100, 0.3983, 0.6017)]
    public void Printed_tables_agree(int k, int n, double lower, double upper)
    {
        var interval = BinomialInterval.Exact(k, n);

        Assert.Equal((lower, upper), (Math.Round(interval.Lower, 4), Math.Round(interval.Upper, 4)));
    }

    [Theory]
    [InlineData(1, 3, 0.25)]
    [InlineData(7, 20, 0.1)]
    [InlineData(20, 20, 0.999)]
    [InlineData(300, 400, 0.7)]
    [InlineData(2, 500, 1e-9)]
    public void The_tail_is_the_sum_of_exact_rationals(int k, int n, double p)
    {
        // p = m / 2^e exactly, so the tail is an integer over 2^(e n).
        var exponent = 0;
        var mantissa = p;
        for (; mantissa != Math.Floor(mantissa); mantissa *= 2)
        {
            exponent++;
        }

        var (success, all) = (new BigInteger(mantissa), BigInteger.One << exponent);
        var sum = BigInteger.Zero;
        var binomial = BigInteger.One;
        for (var i = 0; i <= n; i++)
        {
            sum += i >= k ? binomial * BigInteger.Pow(success, i) * BigInteger.Pow(all - success, n - i) : 0;
            binomial = binomial * (n - i) / (i + 1);
        }

        var exact = Math.Exp(BigInteger.Log(sum) - BigInteger.Log(BigInteger.Pow(all, n)));
        Assert.Equal(1, BinomialInterval.UpperTail(k, n, p) / exact, 1e-9); // the reference goes through logarithms of size up to 2e4
    }

    [Fact]
    public void The_interval_covers_every_proportion_at_least_as_often_as_promised()
    {
        const int N = 15;
        var intervals = Enumerable.Range(0, N + 1).Select(k => BinomialInterval.Exact(k, N)).ToList();
        for (var percent = 1; percent < 100; percent++)
        {
            var p = percent / 100.0;
            var coverage = Enumerable.Range(0, N + 1)
                .Where(k => intervals[k].Lower <= p && p <= intervals[k].Upper)
                .Sum(k => BinomialInterval.UpperTail(k, N, p) - (k < N ? BinomialInterval.UpperTail(k + 1, N, p) : 0));
            Assert.True(coverage >= 0.95, $"p = {p}: {coverage}");
        }
    }

    [Fact]
    public void Intervals_are_mirror_images_hold_the_share_and_grow_with_confidence()
    {
        Prop.ForAll<PositiveInt, NonNegativeInt>((trials, successes) =>
        {
            var (n, k) = (trials.Get, successes.Get % (trials.Get + 1));
            var (narrow, wide, mirror) = (BinomialInterval.Exact(k, n), BinomialInterval.Exact(k, n, 0.99), BinomialInterval.Exact(n - k, n));
            Assert.InRange((double)k / n, narrow.Lower, narrow.Upper);
            Assert.True(wide.Lower <= narrow.Lower && narrow.Upper <= wide.Upper);
            Assert.Equal(1 - narrow.Upper, mirror.Lower, 1e-15); // one subtraction from 1
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_million_trials_neither_overflow_nor_take_long()
    {
        // Normal approximation: 0.5 +- 1.96 * 0.5 / 1000, good to the continuity correction 0.5 / n.
        var interval = BinomialInterval.Exact(500_000, 1_000_000);

        Assert.Equal(0.5 - (1.959964 * 0.0005), interval.Lower, 1e-6);
    }

    [Fact]
    public void No_trial_says_nothing() => Assert.Equal(new BinomialInterval(0, 1), BinomialInterval.Exact(0, 0));

    [Theory]
    [InlineData(-1, 3, 0.95)]
    [InlineData(4, 3, 0.95)]
    [InlineData(1, 3, 0)]
    [InlineData(1, 3, 1)]
    [InlineData(1, 3, double.NaN)]
    public void Impossible_counts_and_confidences_are_refused(int k, int n, double confidence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.Exact(k, n, confidence));
}
