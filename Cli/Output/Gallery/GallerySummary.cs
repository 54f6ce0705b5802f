namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>A report that was written.</summary>
/// <param name="Page">Its page.</param>
/// <param name="Repeated">Worlds that were made again for it.</param>
/// <param name="Different">Those of them that came to another end.</param>
internal sealed record GallerySummary(string Page, int Repeated, IReadOnlyList<GalleryReport.Difference> Different);
