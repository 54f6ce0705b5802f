using System.Drawing;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>Draws pictures into rectangles of the framebuffer, whose pixels are counted from the upper left corner.</summary>
internal sealed class TexturedQuad : IDisposable
{
    // In texels. Where a pixel's centre lies between two texels, rounding must not choose between them: the one to the
    // right or below is taken.
    private const double Nudge = 1.0 / 1024;

    private readonly GL gl;
    private readonly QuadProgram exact;
    private readonly QuadProgram mixing;
    private readonly uint vertices;

    public TexturedQuad(GL gl)
    {
        this.gl = gl;
        exact = new QuadProgram(gl, QuadProgram.Exact);
        mixing = new QuadProgram(gl, QuadProgram.Smooth);

        // A core profile draws nothing without an array, even one without attributes.
        vertices = gl.GenVertexArray();
    }

    /// <summary>Draws a part of a picture into a rectangle.</summary>
    /// <param name="texture">The picture.</param>
    /// <param name="target">Where it goes, in pixels; it may reach beyond the framebuffer.</param>
    /// <param name="part">The part of the picture, which as a whole is 0, 0, 1, 1.</param>
    /// <param name="smooth">Whether colours between texels are mixed; otherwise every pixel has the colour of one texel.</param>
    /// <param name="blend">Whether the picture has premultiplied alpha and lies over what was drawn before.</param>
    /// <param name="framebuffer">The framebuffer's size.</param>
    public void Draw(
        Texture texture, RectangleF target, RectangleF part, bool smooth, bool blend, (int Width, int Height) framebuffer)
    {
        (int left, int right) = Pixels(target.Left, target.Right, framebuffer.Width);
        (int top, int bottom) = Pixels(target.Top, target.Bottom, framebuffer.Height);
        if (left >= right || top >= bottom || texture.Width == 0)
        {
            return;
        }

        Axis across = new(target.X, target.Width, part.X, part.Width, texture.Width);
        Axis down = new(target.Y, target.Height, part.Y, part.Height, texture.Height);
        gl.Viewport(0, 0, (uint)framebuffer.Width, (uint)framebuffer.Height);
        Blend(blend);
        texture.Bind();
        (smooth ? mixing : exact).Use(
            (OnScreen(left, framebuffer.Width),
                -OnScreen(top, framebuffer.Height),
                OnScreen(right, framebuffer.Width),
                -OnScreen(bottom, framebuffer.Height)),
            (left, framebuffer.Height - 1 - top),
            (across.At(left, !smooth), down.At(top, !smooth)),
            (across.Stride, down.Stride),
            (across.First, down.First, across.Last, down.Last));
        gl.BindVertexArray(vertices);
        gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
    }

    public void Dispose()
    {
        gl.DeleteVertexArray(vertices);
        exact.Dispose();
        mixing.Dispose();
    }

    private void Blend(bool blend)
    {
        if (blend)
        {
            gl.Enable(EnableCap.Blend);
            gl.BlendFunc(BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        }
        else
        {
            gl.Disable(EnableCap.Blend);
        }
    }

    // The pixels whose centres lie between two edges, from the first to the one behind the last.
    private static (int From, int To) Pixels(float from, float to, int size) =>
        ((int)Math.Clamp(Math.Ceiling(from - 0.5), 0, size), (int)Math.Clamp(Math.Ceiling(to - 0.5), 0, size));

    private static float OnScreen(int edge, int size) => 2f * edge / size - 1;

    /// <summary>How texels lie along pixels, horizontally or vertically.</summary>
    private readonly struct Axis(float target, float length, float part, float share, int texels)
    {
        public double Stride { get; } = (double)share * texels / length;

        public int First { get; } = (int)Math.Clamp(Math.Floor((double)part * texels + Nudge), 0, texels - 1);

        public int Last { get; } =
            (int)Math.Clamp(Math.Ceiling(((double)part + share) * texels - Nudge) - 1, 0, texels - 1);

        /// <summary>The place in the picture, in texels, of a pixel's centre, or of a point close by and not on an edge.</summary>
        public double At(int pixel, bool offEdges) =>
            (double)part * texels + (pixel + 0.5 - target) * Stride + (offEdges ? Math.Min(Nudge, Stride / 8) : 0);
    }
}
