using Landscape.Models;
using Landscape.Stages.Certify;
using Landscape.Staging;

namespace Landscape.Certification.Tests;

/// <summary>The certify stage's rows for points of known nature: what holds of a certificate holds of its row.</summary>
public class StageTests
{
    private static readonly double[] Narrow = [.. Problems.TeacherTheta[..4], 0.3];

    // On the sample of a one-neuron teacher: the teacher, its split, and a point that is none; and the teacher again under another id.
    private static readonly (int Width, double[] Theta)[] Points =
        [(1, Narrow), (2, Problems.Split(Narrow, 0.3)), (1, [.. Narrow.Select(v => v + 0.01)]), (1, [.. Narrow[..3].Select(v => -v), -Narrow[3], Narrow[4]])];

    private static readonly List<CertificateRow> Rows =
        [.. new CertifyStage().Run(new Tables(), new CertifyOptions(), new MemoryRun()).Tables["certificates"].Rows.Cast<CertificateRow>()];

    [Fact]
    public void Every_point_has_its_row_in_order() => Assert.Equal([10, 11, 12, 13], Rows.Select(r => r.PointId));

    [Fact]
    public void An_efficient_point_has_a_full_certificate()
    {
        var row = Rows[0];
        Assert.Equal((true, "", 0, true, ""), (row.Certified, row.Reason, row.IndexProven!.Value, row.EfficientProven, row.EfficiencyReason));
        Assert.InRange(row.InclusionRadius, 0, row.Radius);
        Assert.InRange(row.Radius, 0, row.UniquenessRadius);
        Assert.True(row.SmallestAbsEigenvalueBound > 0);
        Assert.Equal((false, null), (row.CoreCertified, row.CoreWidth));
    }

    [Fact]
    public void A_redundant_point_is_not_certified_but_its_core_is()
    {
        var row = Rows[1];
        Assert.Equal((false, "redundant", null, false, "not-certified"), (row.Certified, row.Reason, row.IndexProven, row.EfficientProven, row.EfficiencyReason));
        Assert.Equal((true, 1), (row.CoreCertified, row.CoreWidth!.Value));
        Assert.Empty(row.Center);
        Assert.All(row.CoreCenter.Zip(Narrow), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 1e-12));
        Assert.Equal(double.NaN, row.Radius);
    }

    [Fact]
    public void A_point_that_is_none_has_a_reason() => Assert.Equal((false, "far-from-zero"), (Rows[2].Certified, Rows[2].Reason));

    [Fact]
    public void Two_rows_of_one_orbit_are_not_called_distinct() => Assert.Equal((false, false), (Rows[0].DistinctProven, Rows[3].DistinctProven));

    /// <summary>generate/nodes and detect/critical_points, made through the stage's own views by their constructors' parameter names.</summary>
    private sealed class Tables : StageInputs
    {
        public override IReadOnlyList<TView> Read<TView>() =>
            typeof(TView).Name == "NodeView" ? [.. Nodes().Select(MemoryTables.Row<TView>)] : [.. Points.Select((p, i) => MemoryTables.Row<TView>(new()
            {
                ["PointId"] = 10L + i,
                ["ProblemId"] = 0L,
                ["Activation"] = "tanh",
                ["Width"] = p.Width,
                ["Theta"] = p.Theta,
                ["Risk"] = 0.0,
            }))];

        private static IEnumerable<Dictionary<string, object>> Nodes()
        {
            var sample = Problems.Scattered(19, (_, _) => 0);
            return Enumerable.Range(0, sample.Count).Select(s => new Dictionary<string, object>
            {
                ["ProblemId"] = 0L,
                ["Node"] = s,
                ["X"] = sample.Nodes.Row(s).ToArray(),
                ["Weight"] = sample.Weights[s],
                ["Target"] = Network.Evaluate(new NetworkShape(2, 1), Activation.Tanh, Narrow, sample.Nodes.Row(s)),
            });
        }
    }
}
