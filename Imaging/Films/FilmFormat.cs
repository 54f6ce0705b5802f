using GpuEcosystem.Engine;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Imaging.Films;

/// <summary>How large a film is and how fast.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Scale">How cells become pixels.</param>
/// <param name="Rate">Frames in a second.</param>
public sealed record FilmFormat(int Width, int Height, PictureScale Scale, int Rate)
{
    /// <summary>Makes sure that a file can hold such a film.</summary>
    public void Check(string path, int mostPixels, int mostFrames)
    {
        if (Width > mostPixels || Height > mostPixels)
        {
            throw new UserException(
                $"cannot write '{path}': such a film has at most {mostPixels} pixels on a side, not {Math.Max(Width, Height)}; a smaller --video-scale makes fewer");
        }

        if ((long)Width * Height > PictureScale.MostPixels)
        {
            throw new UserException(
                $"cannot write '{path}': a film of {Width} x {Height} pixels is too large; a smaller --video-scale makes fewer");
        }

        if (Rate > mostFrames)
        {
            throw new UserException(
                $"cannot write '{path}': such a film has at most {mostFrames} frames in a second; --video-rate is {Rate}");
        }
    }

    /// <summary>
    /// How long a frame is shown, in units of which so many are a second. Rounding does not add up: after any number of
    /// frames the film is at most half a unit early or late.
    /// </summary>
    public int Duration(long frame, int unitsInSecond) => (int)(Time(frame + 1, unitsInSecond) - Time(frame, unitsInSecond));

    private long Time(long frame, int unitsInSecond) => (2 * frame * unitsInSecond + Rate) / (2 * Rate);
}
