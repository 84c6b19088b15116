using Landscape.Numerics;

namespace Landscape.Certification;

/// <summary>A single ball as an interval of doubles.</summary>
public static class BallEnclosures
{
    extension(Ball ball)
    {
        /// <summary>The smallest interval of doubles around the ball, or nearly so.</summary>
        public Interval Enclosure =>
            new(Rounding.SumDown(ball.High, Rounding.SumDown(ball.Low, -ball.Radius)), Rounding.SumUp(ball.High, Rounding.SumUp(ball.Low, ball.Radius)));
    }

    /// <summary>The smallest interval of doubles around a ball.</summary>
    public static Interval ToInterval(this DoubleBall<SingleLane> ball) => Interval.Around(ball.Centre, ball.Radius);
}
