using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>
/// The shaders of <see cref="TexturedQuad"/>. Texels are found from whole pixels: what the driver would interpolate is not
/// exact enough to put every texel's edge in the right place.
/// </summary>
internal sealed class QuadProgram : IDisposable
{
    /// <summary>Takes one texel.</summary>
    public const string Exact = "texelFetch(picture, clamp(ivec2(floor(position)), limits.xy, limits.zw), 0)";

    /// <summary>Mixes the nearest texels, none of them beyond the limits.</summary>
    public const string Smooth = """
        textureLod(
            picture,
            clamp(position, vec2(limits.xy) + 0.5, vec2(limits.zw) + 0.5) / vec2(textureSize(picture, 0)),
            0.0)
        """;

    private const string VertexShader = """
        #version 330 core
        uniform vec4 place;
        void main()
        {
            vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
            gl_Position = vec4(mix(place.xy, place.zw, corner), 0.0, 1.0);
        }
        """;

    private readonly GL gl;
    private readonly ShaderProgram program;
    private readonly int place;
    private readonly int first;
    private readonly int origin;
    private readonly int stride;
    private readonly int limits;

    public QuadProgram(GL gl, string sampling)
    {
        this.gl = gl;
        program = new ShaderProgram(gl, VertexShader, FragmentShader(sampling));
        place = program.Uniform("place");
        first = program.Uniform("first");
        origin = program.Uniform("origin");
        stride = program.Uniform("stride");
        limits = program.Uniform("limits");
    }

    /// <summary>Makes the following draw go through it.</summary>
    /// <param name="on">Left, top, right and bottom on the screen, from -1 to 1.</param>
    /// <param name="corner">The upper left pixel, counted from the framebuffer's lower left corner.</param>
    /// <param name="from">The place in the picture, in texels, of that pixel.</param>
    /// <param name="step">Texels from one pixel to the next.</param>
    /// <param name="within">The first and the last texel, across and down.</param>
    public void Use(
        (float Left, float Top, float Right, float Bottom) on,
        (int X, int Y) corner,
        (double X, double Y) from,
        (double X, double Y) step,
        (int Left, int Top, int Right, int Bottom) within)
    {
        program.Use();
        gl.Uniform4(place, on.Left, on.Top, on.Right, on.Bottom);
        gl.Uniform2(first, corner.X, corner.Y);
        gl.Uniform2(origin, (float)from.X, (float)from.Y);
        gl.Uniform2(stride, (float)step.X, (float)step.Y);
        gl.Uniform4(limits, within.Left, within.Top, within.Right, within.Bottom);
    }

    public void Dispose() => program.Dispose();

    private static string FragmentShader(string sampling) => $$"""
        #version 330 core
        uniform sampler2D picture;
        uniform ivec2 first;
        uniform vec2 origin;
        uniform vec2 stride;
        uniform ivec4 limits;
        out vec4 color;
        void main()
        {
            ivec2 pixel = ivec2(gl_FragCoord.xy) - first;
            vec2 position = origin + stride * vec2(pixel.x, -pixel.y);
            color = {{sampling}};
        }
        """;
}
