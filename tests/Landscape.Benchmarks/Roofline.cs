using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Landscape.Benchmarks;

/// <summary>
/// The roofline picture: useful flops a second against flops per byte that must move, under the two limits of the machine
/// (Williams, Waterman and Patterson 2009, DOI 10.1145/1498765.1498785). Rendered by the pipeline's own renderer.
/// </summary>
internal static class Roofline
{
    private const double LeftEnd = 1;
    private const double RightEnd = 300;

    /// <summary>Writes roofline.vl.json, .svg and .png.</summary>
    public static void Write(BenchResult result, string folder)
    {
        var spec = Specification(result);
        File.WriteAllText(Path.Combine(folder, "roofline.vl.json"), spec.ToJsonString(Json.Indented) + "\n");
        var request = new JsonObject { ["figures"] = new JsonArray(new JsonObject { ["name"] = "roofline", ["spec"] = spec }) };
        var figure = Render(request.ToJsonString(Json.Options))["figures"]![0]!;
        File.WriteAllText(Path.Combine(folder, "roofline.svg"), (string)figure["svg"]!);
        File.WriteAllBytes(Path.Combine(folder, "roofline.png"), Convert.FromBase64String((string)figure["png"]!));
    }

    private static JsonObject Specification(BenchResult result) => JsonSerializer.SerializeToNode(new Dictionary<string, object>
    {
        ["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json",
        ["width"] = 460,
        ["height"] = 300,
        ["config"] = new { font = "DejaVu Sans", axis = new { gridColor = "#eee" }, view = new { stroke = (string?)null } },
        ["layer"] = new object[]
        {
            new { data = new { values = Roof(result) }, mark = new { type = "line", color = "#555" }, encoding = Position("roof") },
            new
            {
                data = new { values = Points(result) },
                mark = new { type = "point", filled = true, size = 60, opacity = 1 },
                encoding = new
                {
                    x = Axis("intensity", "useful flops per byte that must move", [LeftEnd, RightEnd]),
                    y = Axis("gflops", "useful GFLOP/s, one thread", [0.01, 300]),
                    color = new { field = "who", title = (string?)null, scale = new { range = new[] { "#0072b2", "#e69f00", "#009e73", "#cc79a7" } }, sort = Names },
                    shape = new { field = "who", title = (string?)null, sort = Names },
                },
            },
            new
            {
                data = new { values = Points(result).Where(p => (string)p["who"]! == Names[0]) },
                mark = new { type = "text", angle = 270, align = "left", fontSize = 10 },
                encoding = new { x = Axis("intensity", "", [LeftEnd, RightEnd]), y = new { datum = 0.012 }, text = new { field = "label" } },
            },
        },
    }, JsonSerializerOptions.Web)!.AsObject();

    private static readonly string[] Names = ["LandscapePipeline", "NumPy, OpenBLAS", "NumPy, reference BLAS", "PyTorch"];

    private static object Position(string field) => new
    {
        x = Axis("intensity", "", [LeftEnd, RightEnd]),
        y = Axis(field, "", [0.01, 300]),
    };

    private static object Axis(string field, string title, double[] domain) => title.Length == 0
        ? new { field, type = "quantitative", scale = new { type = "log", domain, nice = false } }
        : new { field, type = "quantitative", title, scale = new { type = "log", domain, nice = false } };

    private static List<JsonObject> Roof(BenchResult result)
    {
        double[] ends = [LeftEnd, result.FmaPeakGflops / result.MemoryGbS, RightEnd];
        return [.. ends.Select(x => new JsonObject { ["intensity"] = x, ["roof"] = Math.Min(result.FmaPeakGflops, x * result.MemoryGbS) })];
    }

    private static List<JsonObject> Points(BenchResult result)
    {
        JsonObject Point(KernelRow row, string who, double microseconds) => new()
        {
            ["intensity"] = row.FlopsPerByte,
            ["gflops"] = row.UsefulFlops / (microseconds * 1e3),
            ["who"] = who,
            ["label"] = $"P = {row.Parameters}",
        };
        return [.. result.Kernel!.SelectMany(row => new[] { row.OursUs, row.NumpyOpenblasUs, row.NumpyUs, row.TorchUs }
            .Zip(Names, (time, who) => time is { } t ? Point(row, who, t) : null).OfType<JsonObject>())];
    }

    private static JsonNode Render(string request)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(RepositoryRoot.Path, "pipeline", "node", "render.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "pipeline"),
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(request);
        process.StandardInput.Close();
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonNode.Parse(answer)! : throw new InvalidOperationException("the roofline could not be drawn (the renderer's message is above)");
    }
}
