namespace Landscape.Staging;

/// <summary>A stage's code breaks the contract of stages; an error of its author, not of the configuration.</summary>
/// <param name="message">The stage, what is wrong and what was expected.</param>
public sealed class StageDefinitionException(string message) : Exception(message);
