using System.Drawing;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.OpenGl;
using Silk.NET.OpenGL;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>A place for a card on the screen; a card is drawn again only when it says something else.</summary>
/// <param name="gl">OpenGL.</param>
/// <param name="across">Where it stands in the room that it is given: 0 left, 1 right.</param>
/// <param name="down">0 top, 1 bottom.</param>
internal sealed class CardSheet(GL gl, float across, float down) : IDisposable
{
    private readonly Sheet sheet = new(gl);
    private (object Content, Size Window, float Scale) shown;

    /// <summary>Shows a card; one that is larger than the window is drawn smaller.</summary>
    /// <param name="quad">Draws it.</param>
    /// <param name="content">What the card says; equal contents make equal cards.</param>
    /// <param name="make">Makes the card.</param>
    /// <param name="room">Where it may stand, in pixels; a wider one goes beyond it.</param>
    /// <param name="window">The framebuffer's size.</param>
    /// <param name="scale">Pixels to a logical one.</param>
    public void Show(TexturedQuad quad, object content, Func<Card> make, RectangleF room, Size window, float scale)
    {
        if (!(content, window, scale).Equals(shown))
        {
            Card card = make();
            SKSize size = card.Measure();
            float fitting = Math.Min(scale, Math.Min(window.Width / size.Width, window.Height / size.Height));
            sheet.Paint(
                (int)MathF.Ceiling(size.Width * fitting),
                (int)MathF.Ceiling(size.Height * fitting),
                fitting,
                canvas => card.Draw(new Ink(canvas), SKPoint.Empty));
            shown = (content, window, scale);
        }

        float x = room.X + (room.Width - sheet.Width) * across;
        float y = room.Y + (room.Height - sheet.Height) * down;
        x = Math.Clamp(x, 0, Math.Max(0, window.Width - sheet.Width));
        y = Math.Clamp(y, 0, Math.Max(0, window.Height - sheet.Height));
        sheet.Show(quad, MathF.Round(x), MathF.Round(y), (window.Width, window.Height));
    }

    /// <inheritdoc/>
    public void Dispose() => sheet.Dispose();
}
