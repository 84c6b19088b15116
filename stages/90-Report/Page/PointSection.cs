namespace Landscape.Stages.Report;

/// <summary>The table of critical points: the data and the place; <c>points.js</c> draws it.</summary>
internal static class PointSection
{
    public static string Of(Findings findings, ReportOptions options)
    {
        var shown = PointTable.Shown(findings, options).Count;
        var said = shown == findings.Points.Count
            ? $"All {Text.Count(shown)} critical points of the run"
            : $"{Text.Count(shown)} of {Text.Count(findings.Points.Count)} critical points of the run, spread evenly over all (the option table_points)";
        return $"""
            <p>{said}, modulo symmetry. Choose a point to see its network, spectrum, certificate and neighbours; its address is <code>#point-</code> and its number, as in the column <code>point_id</code> of the tables.</p>
            <noscript><p>The table needs JavaScript. The same rows are in the Parquet tables <code>detect/critical_points</code>, <code>certify/certificates</code>, <code>spectra/spectra</code> and <code>classify/classes</code>.</p></noscript>
            <div id="explorer"></div>
            {Scripts.Data("id=\"point-data\"", PointTable.Of(findings, options))}
            """;
    }
}
