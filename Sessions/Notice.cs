namespace GpuEcosystem.Sessions;

/// <summary>A line for the user that goes away by itself.</summary>
public sealed record Notice(string Text, bool IsWarning = false);
