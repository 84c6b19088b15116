using System.Text.Json.Nodes;

namespace Landscape.Stages.Report;

/// <summary>A figure before it is drawn.</summary>
/// <param name="Name">Its file name without extension and its anchor on the page.</param>
/// <param name="Title">What it shows, in a line.</param>
/// <param name="Caption">How to read it; formulas between dollar signs.</param>
/// <param name="Spec">The Vega-Lite specification with its data.</param>
internal sealed record Figure(string Name, string Title, string Caption, JsonObject Spec);
