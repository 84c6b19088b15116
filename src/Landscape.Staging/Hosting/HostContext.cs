using Landscape.Artifacts;
using Landscape.Numerics;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Hosting;

/// <summary>What a stage gets from the host.</summary>
/// <param name="session">The stage at work.</param>
/// <param name="description">What the stage may know about the run.</param>
/// <param name="keptActivities">Where the items of kept activities are computed.</param>
internal sealed class HostContext(StageSession session, RunDescription description, IKeptActivityRunner keptActivities) : StageContext
{
    private const string CopiesFolder = ".inputs";
    private readonly RunRequest request = session.Request;
    private readonly NodeScript node = new(session.Request.NodeScripts, session.Request.NodeModules);
    private readonly List<string> warnings = [];
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public override CancellationToken Cancellation => session.Cancellation;

    /// <inheritdoc/>
    public override RunDescription Description => description;

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            lock (gate)
            {
                return [.. warnings];
            }
        }
    }

    /// <inheritdoc/>
    public override RandomStream Stream(string purpose, params ReadOnlySpan<long> item) => new(request.Seed, request.Stage, purpose, item);

    /// <inheritdoc/>
    public override IReadOnlyList<TResult> ForEach<TItem, TResult>(
        string activity, IReadOnlyList<TItem> items, Func<TItem, TResult> body, Func<TItem, string> name)
    {
        using var progress = session.Tell(activity, items.Count);
        return ItemLoop.Run(activity, items, body, name, request.Threads, progress.Done, session.Cancellation);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StageOutput> ForEachKept<TItem>(
        string activity, IReadOnlyList<TItem> items, Func<TItem, StageOutput> body, Func<TItem, string> name) =>
        keptActivities.Run(new KeptActivity(activity, items.Count, item => body(items[item]), item => name(items[item])));

    /// <inheritdoc/>
    public override void Warn(string message)
    {
        lock (gate)
        {
            warnings.Add(message);
        }

        session.Warn(message);
    }

    /// <inheritdoc/>
    public override byte[] RunNode(string script, byte[] standardInput)
    {
        using var progress = session.Tell(script, total: 1);
        var output = node.Run(script, standardInput, session.Cancellation);
        progress.Done();
        return output;
    }

    /// <summary>
    /// Copies the file first and verifies the copy, so that an edit while the stage runs cannot slip in between check and use.
    /// </summary>
    /// <exception cref="DamagedInputException">The file is not the one that the plan was made with.</exception>
    public override string FilePath(InputFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!request.Files.TryGetValue(file.Path, out var expected))
        {
            throw new InvalidOperationException($"file {file.Path} is not among the files of the configuration; {NearestName.Hint(file.Path, [.. request.Files.Keys])}");
        }

        var copy = Path.Combine(request.Output, CopiesFolder, expected + Path.GetExtension(file.Path));
        lock (gate)
        {
            if (!File.Exists(copy))
            {
                Copy(file.Path, copy, expected);
            }
        }

        return copy;
    }

    /// <summary>Removes the copies of input files; they are no result.</summary>
    public void RemoveCopies()
    {
        var folder = Path.Combine(request.Output, CopiesFolder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Copy(string path, string copy, string expected)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        try
        {
            File.Copy(InputFiles.FullPath(request.Repository, path), copy + ".partial", overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DamagedInputException($"input file {path}: {failure.Message}", failure);
        }

        var found = InputFiles.HashOf(copy + ".partial");
        if (found != expected)
        {
            throw new DamagedInputException($"input file {path} was changed since the run was planned: expected SHA-256 {expected}, found {found}");
        }

        File.Move(copy + ".partial", copy);
    }
}
