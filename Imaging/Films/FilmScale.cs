using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;

namespace GpuEcosystem.Imaging.Films;

/// <summary>How cells become pixels.</summary>
/// <param name="Enlargement">Pixels on either side of a block's square.</param>
/// <param name="Block">Cells on either side of the square that is averaged; 1 where <paramref name="Enlargement"/> is not.</param>
public readonly record struct FilmScale(int Enlargement, int Block)
{
    private const int EnlargedTo = 512;
    private const int AveragedTo = 1024;
    private const int Largest = 64;

    /// <summary>What a film has unless somebody says otherwise, in words.</summary>
    public static string DefaultHelp { get; } =
        $"as large as fits into {EnlargedTo} pixels, and 1/S where the grid has more than {AveragedTo} cells on a side";

    /// <summary>What a film has unless somebody says otherwise.</summary>
    public static FilmScale Default(int width, int height)
    {
        int side = Math.Max(width, height);
        return side <= AveragedTo
            ? new FilmScale(Math.Max(1, EnlargedTo / side), 1)
            : new FilmScale(1, PictureFrame.Whole(width, height, AveragedTo).Block);
    }

    /// <summary>The scale of a text: S or 1/S.</summary>
    public static FilmScale Parse(string text)
    {
        bool averages = text.StartsWith("1/", StringComparison.Ordinal);
        string digits = averages ? text[2..] : text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || number < 1
            || number > Largest)
        {
            throw new UserException($"--video-scale is S or 1/S with a whole S from 1 to {Largest}; '{text}' is neither");
        }

        return averages ? new FilmScale(1, number) : new FilmScale(number, 1);
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
