using GpuEcosystem.Discovery.Results;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>A world that was made again for its picture.</summary>
/// <param name="Replay">Which, and whether it came to the same end.</param>
/// <param name="Picture">Its last state, a file of the report.</param>
/// <param name="Film">How it came there; null where nobody wants films.</param>
/// <param name="Encounters">Who beat whom on the way; null where nobody met anybody.</param>
internal sealed record Exhibit(Replay Replay, string Picture, string? Film, GalleryEncounters? Encounters);
