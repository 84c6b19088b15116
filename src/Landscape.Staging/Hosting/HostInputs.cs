using System.Reflection;
using Landscape.Artifacts;

namespace Landscape.Staging.Hosting;

/// <summary>The upstream tables of a request.</summary>
internal sealed class HostInputs(RunRequest request) : StageInputs
{
    private readonly HashSet<string> verified = [];

    /// <summary>Compares every input with its recorded hash, before the stage sees any.</summary>
    /// <exception cref="DamagedInputException">One is missing or has other bytes.</exception>
    public void VerifyAll() => request.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal).ToList().ForEach(input => Verify(input.Key, input.Value));

    /// <inheritdoc/>
    /// <exception cref="DamagedInputException">The table is missing or has other bytes than were recorded.</exception>
    public override IReadOnlyList<TView> Read<TView>()
    {
        var view = typeof(TView).GetCustomAttribute<ViewAttribute>()
            ?? throw new InvalidOperationException($"{typeof(TView).Name} has no [View] attribute");
        var name = $"{view.Stage}/{view.Table}";
        if (!request.Inputs.TryGetValue(name, out var input))
        {
            throw new InvalidOperationException(
                $"{typeof(TView).Name} reads {name}, which the project of stage {request.Stage} does not declare as upstream; {NearestName.Hint(name, [.. request.Inputs.Keys])}");
        }

        Verify(name, input);
        return [.. ParquetTable.Read<TView>(input.Path)];
    }

    private void Verify(string name, RequestInput input)
    {
        if (!verified.Add(name))
        {
            return;
        }

        try
        {
            VerifiedTable.Verify(input.Path, input.Sha256);
        }
        catch (Exception failure) when (failure is DamagedArtifactException or IOException or UnauthorizedAccessException)
        {
            throw new DamagedInputException($"input {name}: {failure.Message}", failure);
        }
    }
}
