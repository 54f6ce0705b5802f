using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using SkiaSharp;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>Draws lines over the framebuffer, whose pixels are counted from the upper left corner.</summary>
internal sealed unsafe class Outlines : IDisposable
{
    private const string VertexShader = """
        #version 330 core
        layout(location = 0) in vec3 vertex;
        uniform vec2 framebuffer;
        out float side;
        void main()
        {
            vec2 place = vertex.xy / framebuffer * 2.0 - 1.0;
            gl_Position = vec4(place.x, -place.y, 0.0, 1.0);
            side = vertex.z;
        }
        """;

    // A pixel is covered by as much as the line reaches over its centre, which smooths slanted edges and leaves upright
    // ones sharp.
    private const string FragmentShader = """
        #version 330 core
        in float side;
        uniform vec4 ink;
        uniform float halfThickness;
        out vec4 color;
        void main()
        {
            color = ink * clamp(halfThickness + 0.5 - abs(side), 0.0, 1.0);
        }
        """;

    private readonly GL gl;
    private readonly ShaderProgram program;
    private readonly uint vertices;
    private readonly uint buffer;
    private readonly int framebufferSize;
    private readonly int ink;
    private readonly int halfThickness;

    public Outlines(GL gl)
    {
        this.gl = gl;
        program = new ShaderProgram(gl, VertexShader, FragmentShader);
        framebufferSize = program.Uniform("framebuffer");
        ink = program.Uniform("ink");
        halfThickness = program.Uniform("halfThickness");
        vertices = gl.GenVertexArray();
        buffer = gl.GenBuffer();
        gl.BindVertexArray(vertices);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, buffer);
        gl.EnableVertexAttribArray(0);
        gl.VertexAttribPointer(0, 3, VertexAttribPointerType.Float, false, (uint)sizeof(Vector3), (void*)0);
    }

    /// <summary>Draws a line through points.</summary>
    /// <param name="points">In pixels; a pixel's centre lies half a pixel from its edges.</param>
    /// <param name="closed">Whether it returns to its first point.</param>
    /// <param name="color">The colour, which may be translucent.</param>
    /// <param name="thickness">In pixels.</param>
    /// <param name="framebuffer">The framebuffer's size.</param>
    public void Draw(
        ReadOnlySpan<Vector2> points, bool closed, SKColor color, float thickness, (int Width, int Height) framebuffer)
    {
        List<Vector3> strip = PolylineStrip.Build(points, closed, thickness / 2 + 1);
        if (strip.Count == 0)
        {
            return;
        }

        gl.Viewport(0, 0, (uint)framebuffer.Width, (uint)framebuffer.Height);
        gl.Enable(EnableCap.Blend);
        gl.BlendFunc(BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        gl.BindVertexArray(vertices);
        gl.BindBuffer(BufferTargetARB.ArrayBuffer, buffer);
        gl.BufferData<Vector3>(BufferTargetARB.ArrayBuffer, CollectionsMarshal.AsSpan(strip), BufferUsageARB.StreamDraw);
        program.Use();
        float alpha = color.Alpha / 255f;
        gl.Uniform2(framebufferSize, (float)framebuffer.Width, framebuffer.Height);
        gl.Uniform4(ink, color.Red / 255f * alpha, color.Green / 255f * alpha, color.Blue / 255f * alpha, alpha);
        gl.Uniform1(halfThickness, thickness / 2);
        gl.DrawArrays(PrimitiveType.TriangleStrip, 0, (uint)strip.Count);
    }

    public void Dispose()
    {
        gl.DeleteBuffer(buffer);
        gl.DeleteVertexArray(vertices);
        program.Dispose();
    }
}
