using SkiaSharp;

namespace GpuEcosystem.Tests.Imaging;

/// <summary>A film as Skia's decoder sees it.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Durations">Of each frame, in milliseconds.</param>
/// <param name="Repeats">How often it repeats; -1 stands for ever.</param>
/// <param name="Frames">RGBA8 with red in the lowest byte, <c>[frame][y][x]</c>.</param>
internal sealed record FilmFile(int Width, int Height, int[] Durations, int Repeats, uint[][] Frames)
{
    public static FilmFile Read(string path)
    {
        using SKCodec codec = SKCodec.Create(path)!;
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        uint[][] frames = new uint[codec.FrameCount][];
        for (int frame = 0; frame < frames.Length; frame++)
        {
            // A frame is drawn over the one that it needs, which stays in the bitmap from the turn before.
            frames[frame] = frame == 0 ? new uint[info.Width * info.Height] : [.. frames[frame - 1]];
            SKCodecOptions options = new(frame, codec.FrameInfo[frame].RequiredFrame < 0 ? -1 : frame - 1);
            unsafe
            {
                fixed (uint* pixels = frames[frame])
                {
                    SKCodecResult result = codec.GetPixels(info, (nint)pixels, info.RowBytes, options);
                    Xunit.Assert.Equal(SKCodecResult.Success, result);
                }
            }
        }

        return new FilmFile(
            info.Width, info.Height, [.. codec.FrameInfo.Select(frame => frame.Duration)], codec.RepetitionCount, frames);
    }

    /// <summary>How many frames a film has, without decoding them.</summary>
    public static int CountFrames(string path)
    {
        using SKCodec codec = SKCodec.Create(path)!;
        return codec.FrameCount;
    }

    /// <summary>The pixels of a single picture, in the same form.</summary>
    public static uint[] ReadPicture(string path)
    {
        using SKBitmap bitmap = SKBitmap.Decode(path)!;
        return [.. bitmap.Pixels.Select(color => 0xff000000u | (uint)color.Blue << 16 | (uint)color.Green << 8 | color.Red)];
    }
}
