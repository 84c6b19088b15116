using Landscape.Artifacts;
using Landscape.Models;
using Landscape.Numerics;
using Landscape.Staging;

namespace Landscape.Stages.Generate;

/// <summary>A target to be made.</summary>
internal sealed record TargetDraw(long ProblemId, TargetOptions Group, int Draw);

/// <summary>A target on its nodes and what is recorded about it.</summary>
internal sealed record Target(Sample Sample, string Family, string Kernel, string Design, double Nugget, string Parameters);

/// <summary>How each family makes its targets.</summary>
internal static class TargetFamilies
{
    /// <summary>Makes a target; randomness from the problem's own streams, nodes and values apart.</summary>
    public static Target Make(TargetDraw draw, StageContext context)
    {
        var stream = context.Stream("target", draw.ProblemId);
        Design DesignOf(DrawnTargetOptions options) => options.Design.ToDesign(options.InputDim, context.Stream("nodes", draw.ProblemId));
        return draw.Group switch
        {
            GaussianProcessOptions options => OfGaussianProcess(options, DesignOf(options), stream),
            TeacherOptions options => OfTeacher(options, DesignOf(options), stream),
            PolynomialOptions options => OfPolynomial(options, DesignOf(options), stream),
            TableOptions options => TableTarget.Of(options.File.Path, UserTable.Read(context.FilePath(options.File), options.File.Path)),
            _ => throw new InvalidOperationException($"no family makes {draw.Group.GetType().Name}"),
        };
    }

    private static Target OfGaussianProcess(GaussianProcessOptions options, Design design, RandomStream stream)
    {
        var covariance = options.Kernel.ToCovariance();
        var process = GaussianProcess.On(covariance, design);
        var sample = new Sample(design.Nodes, design.Weights, process.Draw(stream));
        return new Target(sample, "gaussian-process", covariance.Label, options.Design.Label, process.Nugget, ParameterJson.Of(new { kernel = options.Kernel }));
    }

    private static Target OfTeacher(TeacherOptions options, Design design, RandomStream stream)
    {
        var activation = Activation.Named(OptionNames.Of(options.Activation));
        var shape = new NetworkShape(options.InputDim, options.Width);
        var teacher = Teacher.Random(activation, shape, options.InnerScale, options.OuterScale, stream);
        var parameters = ParameterJson.Of(new { activation = activation.Name, width = options.Width, theta = teacher.Theta });
        return new Target(Evaluate(design, x => teacher.At(x)), "teacher", "", options.Design.Label, 0, parameters);
    }

    private static Target OfPolynomial(PolynomialOptions options, Design design, RandomStream stream)
    {
        var polynomial = options.Terms.Count > 0
            ? new Polynomial([.. options.Terms.Select(term => new Monomial(term.Coefficient, term.Exponents))])
            : Polynomial.Random(options.InputDim, options.Degree, stream);
        var terms = polynomial.Terms.Select(term => new { term.Coefficient, term.Exponents });
        return new Target(Evaluate(design, x => polynomial.At(x)), "polynomial", "", options.Design.Label, 0, ParameterJson.Of(new { terms }));
    }

    private static Sample Evaluate(Design design, Func<double[], double> target) =>
        new(design.Nodes, design.Weights, [.. Enumerable.Range(0, design.Nodes.Rows).Select(s => target(design.Nodes.Row(s).ToArray()))]);
}
