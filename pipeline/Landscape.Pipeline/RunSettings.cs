namespace Landscape.Pipeline;

/// <summary>How a run computes. Nothing here decides a byte of a result, so none of it is in a fingerprint.</summary>
/// <param name="Threads">How many threads a stage may use.</param>
/// <param name="Shards">How many shards a long activity is cut into, at most.</param>
public sealed record RunSettings(int Threads, int Shards);
