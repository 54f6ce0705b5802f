using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Imaging.Pictures;

/// <summary>How cells become pixels.</summary>
/// <param name="Enlargement">Pixels on either side of a block's square.</param>
/// <param name="Block">Cells on either side of the square that is averaged; 1 where <paramref name="Enlargement"/> is not.</param>
public readonly record struct PictureScale(int Enlargement, int Block)
{
    private const int EnlargedTo = 512;
    private const int AveragedTo = 1024;
    private const int Largest = 64;

    /// <summary>The most pixels of a picture, a gigabyte of them, which the largest grids that fit into a machine come to.</summary>
    internal const long MostPixels = 1 << 28;

    /// <summary>What <see cref="ForPicture"/> gives, in words.</summary>
    public static string PictureHelp { get; } = $"as large as fits into {EnlargedTo} pixels, or a pixel a cell of a larger grid";

    /// <summary>What <see cref="ForFilm"/> gives, in words.</summary>
    public static string FilmHelp { get; } = $"as large as fits into {EnlargedTo} pixels, and 1/S where the grid has more than {AveragedTo} cells on a side";

    /// <summary>What a picture has unless somebody says otherwise: small grids fill it, of large ones every cell is a pixel.</summary>
    public static PictureScale ForPicture(Area all) => new(Math.Max(1, EnlargedTo / Math.Max(all.Width, all.Height)), 1);

    /// <summary>What a film has unless somebody says otherwise: the same, but large grids are averaged.</summary>
    public static PictureScale ForFilm(Area all) => Math.Max(all.Width, all.Height) <= AveragedTo
        ? ForPicture(all)
        : new PictureScale(1, (Math.Max(all.Width, all.Height) - 1) / AveragedTo + 1);

    /// <summary>The scale of a text: S or 1/S.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="UserException">It is neither.</exception>
    public static PictureScale Parse(string name, string text)
    {
        bool averages = text.StartsWith("1/", StringComparison.Ordinal);
        string digits = averages ? text[2..] : text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number < 1
            || number > Largest)
        {
            throw new UserException($"{name} is S or 1/S with a whole S from 1 to {Largest}; '{text}' is neither");
        }

        return averages ? new PictureScale(1, number) : new PictureScale(number, 1);
    }

    /// <summary>Makes sure that a picture can be so large.</summary>
    /// <param name="path">Where it shall go, for the message.</param>
    /// <param name="all">What it shows.</param>
    /// <exception cref="UserException">It cannot.</exception>
    public void Check(string path, Area all)
    {
        (long wide, long high) = ((long)all.Width / Block * Enlargement, (long)all.Height / Block * Enlargement);
        if (wide * high > MostPixels)
        {
            throw new UserException($"cannot write '{path}': a picture of {wide} x {high} pixels is too large; a smaller scale makes fewer");
        }
    }

    /// <summary>Each pixel as a square of pixels.</summary>
    public uint[] Enlarge(uint[] pixels, int width)
    {
        if (Enlargement == 1)
        {
            return pixels;
        }

        int height = pixels.Length / width;
        int wide = width * Enlargement;
        uint[] large = new uint[(long)wide * height * Enlargement];
        for (int y = 0; y < height; y++)
        {
            Span<uint> first = large.AsSpan(y * Enlargement * wide, wide);
            for (int x = 0; x < width; x++)
            {
                first.Slice(x * Enlargement, Enlargement).Fill(pixels[y * width + x]);
            }

            for (int copy = 1; copy < Enlargement; copy++)
            {
                first.CopyTo(large.AsSpan((y * Enlargement + copy) * wide, wide));
            }
        }

        return large;
    }
}
