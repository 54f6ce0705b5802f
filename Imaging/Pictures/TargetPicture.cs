using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using SkiaSharp;

namespace GpuEcosystem.Imaging.Pictures;

/// <summary>Reads pictures for circuits to learn.</summary>
public static class TargetPicture
{
    private const int Half = 128;

    /// <summary>Reads a PNG file: a bit of a colour is set where it is half as bright as can be, or brighter; what is transparent is black.</summary>
    /// <param name="path">Its name.</param>
    /// <returns>The picture; with bits of one channel where all pixels are grey, and otherwise of red, green and blue.</returns>
    /// <exception cref="UserException">There is none, or it is too large for a circuit to learn.</exception>
    public static LessonTarget Read(string path)
    {
        using SKCodec codec = SKCodec.Create(path) ?? throw new UserException($"'{path}' is no picture that can be read");
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        if (width > LessonTarget.MostSide || height > LessonTarget.MostSide)
        {
            throw new UserException(
                $"'{path}' has {width} x {height} pixels; a circuit learns pictures of up to {LessonTarget.MostSide} x {LessonTarget.MostSide}");
        }

        using SKBitmap picture = SKBitmap.Decode(codec) ?? throw new UserException($"'{path}' is damaged");
        string rows = string.Join('/', Enumerable.Range(0, height).Select(
            y => string.Concat(Enumerable.Range(0, width).Select(x => CodeOf(picture.GetPixel(x, y))))));
        bool isGrey = rows.All(cell => cell is '0' or '7' or '/');
        return LessonTarget.Parse($"picture:{(isGrey ? rows.Replace('7', '1') : rows)}");
    }

    private static int CodeOf(SKColor pixel) => BitOf(pixel.Red, pixel.Alpha) | BitOf(pixel.Green, pixel.Alpha) << 1 | BitOf(pixel.Blue, pixel.Alpha) << 2;

    private static int BitOf(byte colour, byte alpha) => colour * alpha >= Half * byte.MaxValue ? 1 : 0;
}
