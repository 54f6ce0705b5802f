using GpuEcosystem.Engine;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Imaging.Films;

/// <summary>A film that is being written, frame by frame.</summary>
public abstract class Film : IDisposable
{
    /// <summary>Adds a frame.</summary>
    /// <param name="pixels">RGBA8 with red in the lowest byte, <c>[y][x]</c>, all opaque.</param>
    public abstract void Add(uint[] pixels);

    /// <summary>Completes the film.</summary>
    public abstract void Commit();

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();

    /// <summary>Begins a film of the format that its name asks for.</summary>
    /// <exception cref="UserException">It cannot be made here.</exception>
    public static Film Open(string path, FilmFormat format, PictureStyle style, int species) =>
        Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".gif" => new GifFilm(path, format, GifColours.Of(style, species, format.Scale.Block > 1)),
            ".webp" => new WebpFilm(path, format),
            ".mp4" => new Mp4Film(path, format),
            _ => throw new UserException($"cannot write '{path}': films are .gif, .webp or .mp4"),
        };
}
