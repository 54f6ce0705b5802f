namespace GpuEcosystem.Viewer.Running;

/// <summary>A line for the user that goes away by itself.</summary>
internal sealed record Notice(string Text, bool IsWarning = false);
