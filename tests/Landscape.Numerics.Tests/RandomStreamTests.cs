namespace Landscape.Numerics.Tests;

/// <summary>Streams are functions of their key, and normal variates are normal.</summary>
public class RandomStreamTests
{
    [Fact]
    public void Equal_keys_give_equal_numbers_and_any_difference_gives_others()
    {
        var numbers = Numbers(new RandomStream(1, "train", "starts", 2, 3));
        Assert.Equal(numbers, Numbers(new RandomStream(1, "train", "starts", 2, 3)));
        Assert.NotEqual(numbers, Numbers(new RandomStream(2, "train", "starts", 2, 3)));
        Assert.NotEqual(numbers, Numbers(new RandomStream(1, "train", "starts", 3, 2)));
        Assert.NotEqual(numbers, Numbers(new RandomStream(1, "train", "start", 2, 3)));
        Assert.NotEqual(numbers, Numbers(new RandomStream(1, "detect", "starts", 2, 3)));
    }

    [Fact]
    public void Normal_variates_have_the_moments_of_the_normal_distribution()
    {
        // Standard errors of mean, variance, skewness numerator and fourth moment are sqrt(1, 2, 15, 96) / sqrt(count); six of them never fail by chance.
        const int Count = 100_000;
        var stream = new RandomStream(7, "tests", "normal");
        var moments = new double[5];
        for (var i = 0; i < Count; i++)
        {
            var x = stream.NextNormal();
            for (var (k, power) = (1, x); k <= 4; k++, power *= x)
            {
                moments[k] += power / Count;
            }
        }

        var six = 6 / Math.Sqrt(Count);
        Assert.InRange(moments[1], -six, six);
        Assert.InRange(moments[2] - 1, -six * Math.Sqrt(2), six * Math.Sqrt(2));
        Assert.InRange(moments[3], -six * Math.Sqrt(15), six * Math.Sqrt(15));
        Assert.InRange(moments[4] - 3, -six * Math.Sqrt(96), six * Math.Sqrt(96));
    }

    [Fact]
    public void Normal_variates_fill_the_quarters_of_the_distribution_evenly()
    {
        // The quartiles of the standard normal distribution are +-0.6744897501960817; six binomial standard errors.
        const int Count = 40_000;
        var stream = new RandomStream(8, "tests", "normal");
        var inside = Enumerable.Range(0, Count).Count(_ => Math.Abs(stream.NextNormal()) < 0.6744897501960817);
        Assert.InRange(inside, (Count / 2) - (3 * Math.Sqrt(Count)), (Count / 2) + (3 * Math.Sqrt(Count)));
    }

    private static ulong[] Numbers(RandomStream stream) => [stream.NextBits(), stream.NextBits(), stream.NextBits()];
}
