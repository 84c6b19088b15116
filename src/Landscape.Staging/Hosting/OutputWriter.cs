using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>Checks and writes what a stage returned.</summary>
internal static class OutputWriter
{
    /// <summary>Checks, before a stage runs, that its row records are the tables that its project declares.</summary>
    /// <exception cref="StageDefinitionException">They differ.</exception>
    public static void CheckDeclared(StageAssembly stage, RunRequest request) => Compare(stage.Tables.Keys, request, "has a record for");

    /// <summary>Writes tables and files into the request's folder.</summary>
    /// <returns>Their manifest entries.</returns>
    /// <exception cref="StageDefinitionException">Not exactly the declared tables, or a file's path is not plain.</exception>
    public static (Dictionary<string, TableEntry> Tables, Dictionary<string, FileEntry> Files) Write(StageOutput output, RunRequest request)
    {
        Compare(output.Tables.Keys, request, "returned");
        var files = output.Files.ToDictionary(file => file.Key, file => (Path: PathOf(file.Key, request), file.Value));
        var origin = new TableOrigin(request.Stage, request.Fingerprint);
        var tables = output.Tables.OrderBy(table => table.Key, StringComparer.Ordinal).ToDictionary(
            table => table.Key,
            table => ParquetTable.Write(Path.Combine(request.Output, $"{table.Key}.parquet"), table.Value.Row, table.Value.Rows, origin));
        return (tables, files.ToDictionary(file => file.Key, file => WriteFile(file.Value.Path, file.Value.Value)));
    }

    private static void Compare(IEnumerable<string> found, RunRequest request, string verb)
    {
        var names = found.ToHashSet();
        if (names.Except(request.OutputTables).FirstOrDefault() is { } extra)
        {
            throw new StageDefinitionException(
                $"stage {request.Stage} {verb} the table {extra}, which its project does not declare as OutputTable; {NearestName.Hint(extra, request.OutputTables)}");
        }

        if (request.OutputTables.Except(names).FirstOrDefault() is { } missing)
        {
            throw new StageDefinitionException($"stage {request.Stage} {verb} no table {missing}, which its project declares as OutputTable");
        }
    }

    /// <summary>Refuses what could leave the folder, collide with our own files or not exist on every system.</summary>
    private static string PathOf(string relative, RunRequest request)
    {
        var parts = relative.Split('/');
        var plain = parts.All(part => part.Length > 0 && part[0] != '.' && part[^1] is not ('.' or ' ') && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+' or ' '));
        if (!plain || relative is StageManifest.FileName || relative.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            throw new StageDefinitionException(
                $"stage {request.Stage} returned a file '{relative}'; expected a relative path of letters, digits, '-', '_', '.', '+' with forward slashes, other than a table or the manifest");
        }

        return Path.Combine([request.Output, .. parts]);
    }

    private static FileEntry WriteFile(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return FileEntry.Of(path);
    }
}
