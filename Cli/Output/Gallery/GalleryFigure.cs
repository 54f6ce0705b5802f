namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>A figure of a report.</summary>
/// <param name="Section">Where it stands: progress, variance or genes.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Alt">What it says, for who cannot see it.</param>
/// <param name="Png">Its picture, a file of the report.</param>
/// <param name="Svg">Its drawing, likewise.</param>
/// <param name="Width">Its width on the page.</param>
/// <param name="Height">Its height.</param>
internal sealed record GalleryFigure(string Section, string Title, string Alt, string Png, string Svg, int Width, int Height);
