namespace GpuEcosystem.Sessions;

/// <summary>A line for those who watch that goes away by itself.</summary>
/// <param name="Text">The line.</param>
/// <param name="IsWarning">Whether something went wrong.</param>
/// <param name="For">Whom alone it concerns, as commands name them; null for everybody.</param>
public sealed record Notice(string Text, bool IsWarning = false, string? For = null)
{
    /// <summary>Whether it concerns somebody.</summary>
    public bool Concerns(string who) => For is null || For == who;
}
