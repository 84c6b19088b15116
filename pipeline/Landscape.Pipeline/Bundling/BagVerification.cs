namespace Landscape.Pipeline.Bundling;

/// <summary>What <c>verify.sh</c> asks for where the .NET runtime is: everything but the checksums by standard tools.</summary>
public sealed class BagVerification(string folder, Action<string> say)
{
    /// <summary>The configuration that the bag holds.</summary>
    /// <exception cref="PipelineException">The bag does not say.</exception>
    public static string ConfigOf(string folder)
    {
        const string Label = "Landscape-Config: ";
        var file = Path.Combine(folder, Bag.InfoFile);
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(Label, StringComparison.Ordinal)) : null;
        return line?[Label.Length..] ?? throw new PipelineException($"{folder} is no bundle of LandscapePipeline: {Bag.InfoFile} names no configuration");
    }

    /// <summary>Verifies; says what was checked.</summary>
    /// <exception cref="PipelineException">Something is wrong; the message names all of it.</exception>
    public void Run(CancellationToken cancellation)
    {
        Refuse(BagCheck.Damages(folder));
        var config = ConfigOf(folder);
        var payload = new Repository(Path.Combine(folder, Bag.PayloadFolder));
        Refuse(CrateCheck.Damages(payload.Root));
        say("crate: every file is described, every described file is there, every action has its tool and results");
        var (entries, damages) = RunCheck.Check(payload, config);
        Refuse([.. damages, .. ResultDamages(payload)]);
        say($"provenance: {entries.Count} stages, {entries.Values.Sum(e => e.Manifest.Tables.Count)} tables: run lock, manifests, fingerprints and inputs agree");
        var plan = Plan.Parse(File.ReadAllText(Path.Combine(payload.Root, Payload.PlanFile)));
        say(CertificateCheck.Run(folder, plan, entries, cancellation));
        say($"results hash: {ContentHash.OfFile(Path.Combine(payload.Root, Payload.ResultsFile))}");
    }

    private static IEnumerable<string> ResultDamages(Repository payload) => File.ReadAllLines(Path.Combine(payload.Root, Payload.ResultsFile))
        .Where(l => ContentHash.OfFile(payload.Absolute(l[66..])) != l[..64]).Select(l => $"{l[66..]} is not what {Payload.ResultsFile} says");

    private static void Refuse(IReadOnlyList<string> damages)
    {
        if (damages.Count > 0)
        {
            throw new PipelineException(string.Join('\n', damages));
        }
    }
}
