using System.Text.Json;
using System.Text.Json.Nodes;
using Landscape.Staging;

namespace Landscape.Stages.Report;

/// <summary>What the page runs and the data that it runs on, all inside the page.</summary>
internal static class Scripts
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly string[] Own = ["page.js", "figures.js", "points.js"];

    /// <summary>The page's own scripts, in the order in which they run.</summary>
    public static string OfPage() => string.Concat(Own.Select(name => $"<script>\n{ReportPage.Resource(name)}</script>\n"));

    /// <summary>The libraries of the interactive figures (pipeline/node/libraries.mjs) as text: they run when the first figure comes into view.</summary>
    public static string Libraries(StageContext context) => string.Concat(
        JsonSerializer.Deserialize<Reply>(context.RunNode("libraries.mjs", []), Web)!.Libraries.Select(text => $"<script class=\"library\" type=\"text/plain\">{text}</script>\n"));

    /// <summary>
    /// JSON inside a script element. The encoder writes &lt;, &gt; and &amp; as \u003c and so on, so that no text can end the element.
    /// </summary>
    public static string Data(string attributes, JsonNode data) => $"<script {attributes} type=\"application/json\">{data.ToJsonString()}</script>";

    private sealed record Reply(IReadOnlyList<string> Libraries);
}
