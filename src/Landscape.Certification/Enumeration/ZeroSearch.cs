namespace Landscape.Certification;

/// <summary>A zero that is alone in a box.</summary>
/// <param name="Chart">The coordinates.</param>
/// <param name="Alone">The box contains exactly one zero.</param>
/// <param name="Enclosure">A small box that contains it.</param>
internal sealed record IsolatedZero(PlaneChart Chart, PlaneBox Alone, PlaneBox Enclosure);

/// <summary>What is known of the zeros in a domain: they are the isolated ones, or lie in an undecided box.</summary>
/// <param name="Zeros">Each is another zero.</param>
/// <param name="Undecided">Boxes in which anything may be.</param>
/// <param name="Examined">Boxes that were examined.</param>
internal sealed record ZeroList(IReadOnlyList<IsolatedZero> Zeros, IReadOnlyList<PlaneBox> Undecided, int Examined);

/// <summary>
/// All zeros of a plane system in a rectangle, by branch and bound. A box X with centre c is dropped if one of the mean-value forms g_i(c) + G_i (X - c), of the natural enclosures, or the
/// Krawczyk operator K(X) = c - Y g(c) + (I - Y G)(X - c), G enclosing g' on X, shows that it has no zero (0 is not in a form; K(X) misses X). Where I - Y G contracts, the test is
/// repeated on a larger box X' around X: K(X') in its interior proves exactly one zero there, so that zeros on the edges of boxes do no harm. Otherwise the box is halved, across
/// the coordinate along which g varies more. Two isolated zeros are the same if the enclosure of one lies where the other is alone (Neumaier 1990, Interval Methods for Systems of Equations, chapter 5).
/// </summary>
internal sealed class ZeroSearch(PlaneSystem system, PlaneBox domain, int boxLimit, double smallestWidth)
{
    // X' is X enlarged by half its width on every side.
    private const double Enlargement = 0.5;

    // A contraction that leaves hope for the larger box.
    private const double Hopeful = 0.4;

    private const int Refinements = 8;

    private readonly Stack<PlaneBox> open = new([domain]);
    private readonly List<IsolatedZero> zeros = [];
    private readonly List<PlaneBox> undecided = [];
    private int examined;

    /// <summary>Runs the search.</summary>
    public ZeroList Run()
    {
        while (open.TryPop(out var box))
        {
            if (examined >= boxLimit)
            {
                undecided.Add(box);
            }
            else if (!zeros.Exists(z => z.Alone.Contains(box)))
            {
                examined++;
                Examine(box);
            }
        }

        return new ZeroList(zeros, undecided, examined);
    }

    private void Examine(PlaneBox box)
    {
        var linearization = system.Linearize(box);
        if (Excludes(linearization, box))
        {
            return;
        }

        var krawczyk = PlaneKrawczyk.Of(linearization, box);
        if (krawczyk is not null && !krawczyk.Image.Meets(box))
        {
            return;
        }

        if (!(krawczyk is { Contraction: < Hopeful } && TryIsolate(Enlarged(box), box)))
        {
            Split(box, linearization);
        }
    }

    /// <summary>Isolates a zero in a box; true if with that everything is known of the inner box.</summary>
    private bool TryIsolate(PlaneBox box, PlaneBox inner)
    {
        var krawczyk = PlaneKrawczyk.Of(system.Linearize(box), box);
        if (krawczyk is null || !box.ContainsInside(krawczyk.Image))
        {
            return false;
        }

        var enclosure = Refined(krawczyk.Image);
        if (!enclosure.Meets(inner))
        {
            return true;
        }

        Register(new IsolatedZero(system.Chart, box, enclosure));
        return true;
    }

    private PlaneBox Refined(PlaneBox enclosure)
    {
        for (var i = 0; i < Refinements; i++)
        {
            var krawczyk = PlaneKrawczyk.Of(system.Linearize(enclosure), enclosure);
            if (krawczyk is null || !krawczyk.Image.Meets(enclosure))
            {
                break;
            }

            var smaller = krawczyk.Image.Intersection(enclosure);
            if (!(smaller.Width < 0.9 * enclosure.Width))
            {
                break;
            }

            enclosure = smaller;
        }

        return enclosure;
    }

    /// <summary>Adds a zero of the domain unless it is known; one that may lie outside, or be a known one, is undecided.</summary>
    private void Register(IsolatedZero zero)
    {
        if (!domain.Meets(zero.Enclosure) || zeros.Exists(z => z.Alone.Contains(zero.Enclosure) || zero.Alone.Contains(z.Enclosure)))
        {
            return;
        }

        if (domain.Contains(zero.Enclosure) && !zeros.Exists(z => z.Enclosure.Meets(zero.Enclosure)))
        {
            zeros.Add(zero);
        }
        else
        {
            undecided.Add(zero.Enclosure);
        }
    }

    private void Split(PlaneBox box, Linearization linearization)
    {
        if (box.Width <= smallestWidth)
        {
            undecided.Add(box);
            return;
        }

        var (left, right) = box.Halves(Across(box, linearization));
        open.Push(right);
        open.Push(left);
    }

    /// <summary>The coordinate along which g varies more over the box; the longer side relative to the domain's while derivatives are unbounded.</summary>
    private int Across(PlaneBox box, Linearization linearization)
    {
        var (first, second) = (Variation(linearization, box, 0), Variation(linearization, box, 1));
        var isFirst = double.IsFinite(first + second) ? first >= second : RelativeSide(box, 0) >= RelativeSide(box, 1);

        // A side far below the other's share of the domain is not halved on and on.
        return RelativeSide(box, isFirst ? 0 : 1) * 64 < RelativeSide(box, isFirst ? 1 : 0) ? (isFirst ? 1 : 0) : (isFirst ? 0 : 1);
    }

    private double RelativeSide(PlaneBox box, int j) => (box[j].Upper - box[j].Lower) / (domain[j].Upper - domain[j].Lower);

    private static double Variation(Linearization linearization, PlaneBox box, int j) =>
        (box[j].Upper - box[j].Lower) * Math.Max(Share(linearization, 0, j), Share(linearization, 1, j));

    // A row's derivative beside the sum of both, so that the scale of an equation does not count.
    private static double Share(Linearization linearization, int i, int j) =>
        linearization.Derivative[(2 * i) + j].Magnitude / (linearization.Derivative[2 * i].Magnitude + linearization.Derivative[(2 * i) + 1].Magnitude);

    private static bool Excludes(Linearization linearization, PlaneBox box)
    {
        for (var i = 0; i < 2; i++)
        {
            var form = linearization.AtCentre[i] + (linearization.Derivative[2 * i] * (box.First - linearization.First))
                + (linearization.Derivative[(2 * i) + 1] * (box.Second - linearization.Second));
            if (form.Mignitude > 0 || linearization.Over[i].Mignitude > 0)
            {
                return true;
            }
        }

        return false;
    }

    private PlaneBox Enlarged(PlaneBox box) => new PlaneBox(Enlarged(box.First), Enlarged(box.Second)).Intersection(system.Chart.Limits);

    private static Interval Enlarged(Interval side)
    {
        var more = Enlargement * (side.Upper - side.Lower);
        return new(side.Lower - more, side.Upper + more);
    }
}

/// <summary>Krawczyk's operator for two equations on a box.</summary>
/// <param name="Image">K(X).</param>
/// <param name="Contraction">max_i sum_j |I - Y G|_ij.</param>
internal sealed record PlaneKrawczyk(PlaneBox Image, double Contraction)
{
    /// <summary>K(X), or null where the derivative's middle cannot be inverted.</summary>
    public static PlaneKrawczyk? Of(Linearization g, PlaneBox box)
    {
        var (a, b, c, d) = (g.Derivative[0].Middle, g.Derivative[1].Middle, g.Derivative[2].Middle, g.Derivative[3].Middle);
        var determinant = (a * d) - (b * c);
        if (!double.IsNormal(determinant))
        {
            return null;
        }

        var (first, q0) = Row(g, box, d / determinant, -b / determinant, 0);
        var (second, q1) = Row(g, box, -c / determinant, a / determinant, 1);
        return new PlaneKrawczyk(new PlaneBox(first, second), Math.Max(q0, q1));
    }

    /// <summary>Component i with row (p, q) of Y.</summary>
    private static (Interval Component, double Contraction) Row(Linearization g, PlaneBox box, double p, double q, int i)
    {
        var first = (i == 0 ? 1.0 : 0.0) - ((p * g.Derivative[0]) + (q * g.Derivative[2]));
        var second = (i == 1 ? 1.0 : 0.0) - ((p * g.Derivative[1]) + (q * g.Derivative[3]));
        var component = (i == 0 ? g.First : g.Second) - ((p * g.AtCentre[0]) + (q * g.AtCentre[1]))
            + (first * (box.First - g.First)) + (second * (box.Second - g.Second));
        return (component, first.Magnitude + second.Magnitude);
    }
}
