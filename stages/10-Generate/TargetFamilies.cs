using System.Globalization;
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
            TableOptions options => OfTable(options, UserTable.Read(context.FilePath(options.File), options.File.Path)),
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

    /// <summary>Columns x1, x2, ... until one is missing, y, and weight, which is scaled to sum 1; equal weights without it.</summary>
    private static Target OfTable(TableOptions options, UserTable table)
    {
        var inputs = Enumerable.Range(1, table.Columns.Count).Select(k => string.Create(CultureInfo.InvariantCulture, $"x{k}")).TakeWhile(table.Columns.Contains).ToList();
        RequireColumns(options.File.Path, table, inputs);
        var nodes = new Matrix(table.RowCount, inputs.Count);
        for (var k = 0; k < inputs.Count; k++)
        {
            var column = table[inputs[k]];
            for (var s = 0; s < nodes.Rows; s++)
            {
                nodes[s, k] = column[s];
            }
        }

        var weights = table.Columns.Contains("weight") ? table["weight"].ToArray() : [.. Enumerable.Repeat(1.0, table.RowCount)];
        var sample = new Sample(nodes, Normalised(weights, options.File.Path), table["y"].ToArray());
        return new Target(sample, "table", "", "table", 0, ParameterJson.Of(new { file = options.File.Path }));
    }

    private static void RequireColumns(string path, UserTable table, List<string> inputs)
    {
        var unknown = table.Columns.Where(column => column is not ("y" or "weight") && !inputs.Contains(column)).ToList();
        if (inputs.Count == 0 || unknown.Count > 0 || !table.Columns.Contains("y"))
        {
            throw new InvalidDataException($"{path}: columns {string.Join(", ", table.Columns)}; expected x1..xd without gaps, y and optionally weight");
        }
    }

    private static double[] Normalised(double[] weights, string path)
    {
        var total = FixedOrderSum.Sum(weights);
        return Array.TrueForAll(weights, w => w >= 0) && total > 0
            ? Array.ConvertAll(weights, w => w / total)
            : throw new InvalidDataException($"{path}: column weight must hold nonnegative numbers with a positive sum");
    }

    private static Sample Evaluate(Design design, Func<double[], double> target) =>
        new(design.Nodes, design.Weights, [.. Enumerable.Range(0, design.Nodes.Rows).Select(s => target(design.Nodes.Row(s).ToArray()))]);
}
