namespace Landscape.Benchmarks;

/// <summary>Snakemake on as many rules as there are stages, in a chain; a rule writes its name.</summary>
internal static class SnakemakePeer
{
    /// <summary>Debian's.</summary>
    public const string Program = "/usr/bin/snakemake";

    /// <summary>One core suffices for a chain.</summary>
    public static readonly string[] Arguments = ["--cores", "1", "--quiet"];

    private static readonly string[] Stages = ["generate", "train", "detect", "certify", "enumerate", "spectra", "classify", "rates", "compose", "report"];

    /// <summary>Writes the Snakefile.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="parameter">A parameter of the last rule alone.</param>
    public static void Write(string folder, string parameter)
    {
        var rules = Stages.Select((stage, i) =>
            $"rule {stage}:\n    input: [{(i == 0 ? "" : $"'{Stages[i - 1]}.txt'")}]\n    output: '{stage}.txt'\n" +
            $"    params: value='{(i == Stages.Length - 1 ? parameter : "")}'\n    shell: 'echo {stage} > {{output}}'\n");
        File.WriteAllText(Path.Combine(folder, "Snakefile"), $"rule all:\n    input: '{Stages[^1]}.txt'\n" + string.Concat(rules));
    }

    /// <summary>Records whether it is installed.</summary>
    public static void Register(PeerRegister peers, bool found)
    {
        if (found)
        {
            peers.AddFound("Snakemake");
        }
        else
        {
            peers.AddMissing("Snakemake", "snakemake", $"no {Program}");
        }
    }
}
