namespace GpuEcosystem.Sessions.Commands;

/// <summary>What became of a command.</summary>
/// <param name="Refusal">Why it was not done, in one line; null if it was.</param>
public sealed record Answer(string? Refusal)
{
    /// <summary>It was done.</summary>
    public static Answer Done { get; } = new((string?)null);
}
