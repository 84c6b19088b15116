using System.Security.Cryptography;
using System.Text;

namespace Landscape.Staging.Hosting.Slurm;

/// <summary>
/// Makes shards by SLURM job arrays, a task a shard. The queue tells what to wait for and what to submit again, never that a shard is there. A controller that does not answer is waited for,
/// while shards are still looked for; tasks that an earlier run of the same activity left in the queue are taken over.
/// </summary>
/// <param name="options">What to ask the cluster for.</param>
internal sealed class SlurmExecutor(SlurmOptions options) : IShardExecutor
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<Shard, string> Make(ShardOrder order)
    {
        using var jobs = new SlurmJobs(order, options);
        return new SlurmActivity(order, options, jobs).Run();
    }

    /// <summary>
    /// The name of an activity's jobs: the same for every run that would keep its shards in the same folder, and for no other.
    /// </summary>
    public static string JobName(ShardOrder order)
    {
        var place = $"{Path.GetDirectoryName(order.RequestFile)}\n{order.Activity}";
        return $"landscape-{order.Stage}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..16]}";
    }
}
