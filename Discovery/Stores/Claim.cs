using GpuEcosystem.Discovery.Outcomes;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>A run that somebody has taken on, for as long as they renew it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Attempt">Which attempt at it, from 1 on.</param>
/// <param name="Token">Tells this claim from all others.</param>
/// <param name="Lost">How many attempts before it ended without a word: those that were given back do not count.</param>
public sealed record Claim(RunKey Run, int Attempt, string Token, int Lost = 0);
