using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>A job array that was or will be submitted.</summary>
/// <param name="Attempt">Its number, from 1; the attempt that its workers make.</param>
/// <param name="Shards">The names of the shards, in the order of the tasks.</param>
internal sealed record Submission(int Attempt, IReadOnlyList<string> Shards)
{
    /// <summary>Attempt and content: what the queue shows of a submission of that name means exactly these shards.</summary>
    public string Name { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{Attempt}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Shards))))[..12]}");
}

/// <summary>
/// What was submitted for an activity, a file each, written before the job is: a run that comes later knows which shard a task in the queue computes.
/// </summary>
/// <param name="folder">Where the files are.</param>
internal sealed class SubmissionStore(string folder)
{
    private const string Ending = ".tasks";

    /// <summary>Takes the next number.</summary>
    public Submission Begin(IReadOnlyList<string> shards)
    {
        Directory.CreateDirectory(folder);
        var attempts = Directory.EnumerateFiles(folder, "*" + Ending).Select(file => Path.GetFileName(file).Split('-')[0]);
        var submission = new Submission(1 + attempts.Select(text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max(), shards);
        File.WriteAllLines(FileOf(submission.Name), shards);
        return submission;
    }

    /// <summary>The submission of a name, or null if none of ours has it.</summary>
    public Submission? Find(string name)
    {
        if (!int.TryParse(name.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) || Path.GetFileName(name) != name || !File.Exists(FileOf(name)))
        {
            return null;
        }

        var submission = new Submission(attempt, File.ReadAllLines(FileOf(name)));
        return submission.Name == name ? submission : null; // a file that was not written to its end belongs to no job
    }

    private string FileOf(string name) => Path.Combine(folder, name + Ending);
}
