using Landscape.Models;
using Landscape.Stages.Certify;
using Landscape.Stages.Classify;
using Landscape.Stages.Detect;
using Landscape.Stages.Generate;
using Landscape.Stages.Spectra;
using Landscape.Stages.Train;
using Landscape.Staging;

namespace Landscape.Activations.Tests;

/// <summary>Every activation of the catalogue through generate, train, detect, certify, spectra and classify.</summary>
public class ActivationChainTests
{
    public static TheoryData<string> Names => [.. Activation.All.Select(a => a.Name)];

    [Fact]
    public void The_configuration_knows_the_catalogue()
    {
        var catalogue = Activation.All.Select(a => a.Name).ToList();
        Assert.Equal(catalogue, Enum.GetValues<ActivationName>().Select(OptionNames.Of));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Critical_points_of_a_teachers_landscape_are_found_and_classified(string name)
    {
        var chain = Run(name);
        var points = chain.Rows<CriticalPointRow>("detect");
        var spectra = chain.Rows<SpectrumRow>("spectra");
        var classes = chain.Rows<ClassRow>("classify");
        Assert.Equal(points.Select(p => p.PointId), spectra.Select(s => s.PointId));
        Assert.Equal(points.Select(p => p.PointId), classes.Select(c => c.PointId));
        Assert.All(points, p => Assert.Equal(name, p.Activation));
        Assert.Equal(Enumerable.Range(0, points.Count), points.Select(p => (int)p.PointId));
        Assert.All(points.Where(p => p.ParentId is not null), p => Assert.Equal(p.Width, points[(int)p.ParentId!].Width + (p.Source is "split" or "extension" ? 1 : 0)));

        // Every point was found first by one search; by training, index searches or descents only if it was drawn.
        var discoveries = chain.Rows<DiscoveryRow>("detect");
        Assert.Equal([1, 2], discoveries.Select(d => d.Width));
        Assert.All(discoveries, d => Assert.Equal(d.EfficientPoints, classes.Count(c => c.Domain == "efficient" && points[(int)c.PointId].Width == d.Width)));
        Assert.All(discoveries, d => Assert.Equal(d.EfficientPoints, d.SourcePoints.Sum()));
        Assert.All(discoveries, d => Assert.InRange(d.Points, d.SourcePoints.Where((_, i) => d.Sources[i] is "training" or "index-search" or "gradient-norm").Sum(), d.EfficientPoints));
        Assert.All(discoveries, d => Assert.True(d.Curve.Length == d.Searches && (d.Searches == 0 || d.Curve[^1] == d.Points)));

        // The teacher has width 1 and risk 0: training reaches it, up to the rounding of residuals. The sine has it again at every b + k pi.
        var teachers = points.Where(p => p.Width == 1 && p.Risk < 1e-20).ToList();
        Assert.InRange(teachers.Count, 1, name == "sin" ? int.MaxValue : 1);
        Assert.All(teachers, t => Assert.Equal(0, spectra.Single(s => s.PointId == t.PointId).MorseIndex));
        Assert.All(teachers, t => Assert.Equal("efficient", classes.Single(c => c.PointId == t.PointId).Domain));

        // In width 2 a copy of the teacher is redundant (the sine may spread it over two neurons, b apart by pi), and its predicted kernel is the Hessian's to rounding.
        var copies = points.Where(p => p.Width == 2 && p.Risk < 1e-20).Select(p => classes.Single(c => c.PointId == p.PointId)).ToList();
        Assert.True(name == "sin" || copies.All(c => c.Domain == "redundant"));
        Assert.All(classes.Where(c => c.Domain == "redundant" && c.PredictedNullDimension > 0), c => Assert.InRange(c.KernelResidual, 0, 1e-6));
        Assert.All(spectra, s => Assert.All(s.Eigenvalues, e => Assert.True(double.IsFinite(e))));
        AssertRedundancy(chain, classes);
    }

    /// <summary>Every redundant point has its core and its families, along which the risk is constant; what is proved of splits and extensions agrees with theory.</summary>
    private static void AssertRedundancy(StageChain chain, IReadOnlyList<ClassRow> classes)
    {
        var redundant = classes.Where(c => c.Domain == "redundant").ToList();
        Assert.Equal(redundant.Select(c => c.PointId), chain.Rows<CoreRow>("classify").Select(c => c.PointId));
        Assert.All(chain.Rows<CoreRow>("classify"), c => Assert.True(c.CoreEfficient));
        var families = chain.Rows<FamilyRow>("classify");
        Assert.All(redundant, c => Assert.Equal(c.Kinds.Order(), families.Where(f => f.PointId == c.PointId).Select(f => f.Kind).Distinct().Order()));
        // Risks here are below 100, weights below 1e4 (the limit of a point that counts as finite): rounding of residuals is below 1e-12 and of squares below 1e-10.
        Assert.All(families, f => Assert.InRange(f.RiskChange, 0, 1e-10));
        Assert.All(chain.Rows<SplitRow>("classify").Where(s => s.Decided), s => Assert.True(s.Equal));
        Assert.All(chain.Rows<ExtensionRow>("classify").Where(e => e.Decided), e => Assert.True(e.Equal));
    }

    private static StageChain Run(string name)
    {
        var chain = new StageChain();
        chain.Run(new GenerateStage(), new GenerateOptions
        {
            Targets = [new TeacherOptions { Count = 1, InputDim = 1, Width = 1, Activation = Named(name), InnerScale = 2, Design = new GaussLegendreOptions { Points = 24 } }],
        });
        chain.Run(new TrainStage(), new TrainOptions
        {
            Cells =
            [
                new TrainingCell
                {
                    Activations = [Named(name)],
                    Widths = [1, 2],
                    Starts = new StartCounts { TrustRegionNewton = 12, GradientFlow = 1, GradientDescent = 1 },
                },
            ],
        });
        chain.Run(new DetectStage(), new DetectOptions { IndexSearches = 4, GradientNormStarts = 4, Paths = 2, Splits = 8, Extensions = 8, Climbs = 10, Deflations = 4 });
        chain.Run(new CertifyStage(), new CertifyOptions());
        chain.Run(new SpectraStage(), new SpectraOptions());
        chain.Run(new ClassifyStage(), new ClassifyOptions());
        return chain;
    }

    private static ActivationName Named(string name) => Enum.GetValues<ActivationName>().Single(e => OptionNames.Of(e) == name);
}
