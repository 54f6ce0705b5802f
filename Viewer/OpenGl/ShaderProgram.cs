using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>A vertex shader and a fragment shader.</summary>
internal sealed class ShaderProgram : IDisposable
{
    private readonly GL gl;
    private readonly uint handle;

    /// <exception cref="InvalidOperationException">The driver does not take it; the message is the driver's.</exception>
    public ShaderProgram(GL gl, string vertexSource, string fragmentSource)
    {
        this.gl = gl;
        uint vertex = Compile(ShaderType.VertexShader, vertexSource);
        uint fragment = Compile(ShaderType.FragmentShader, fragmentSource);
        handle = gl.CreateProgram();
        gl.AttachShader(handle, vertex);
        gl.AttachShader(handle, fragment);
        gl.LinkProgram(handle);

        // They live on as parts of the program.
        gl.DeleteShader(vertex);
        gl.DeleteShader(fragment);
        if (gl.GetProgram(handle, ProgramPropertyARB.LinkStatus) == 0)
        {
            throw new InvalidOperationException("the shaders do not link: " + gl.GetProgramInfoLog(handle));
        }
    }

    /// <summary>Makes the following draws go through it.</summary>
    public void Use() => gl.UseProgram(handle);

    /// <summary>Where a uniform is; -1 where the shaders do not use it.</summary>
    public int Uniform(string name) => gl.GetUniformLocation(handle, name);

    public void Dispose() => gl.DeleteProgram(handle);

    private uint Compile(ShaderType type, string source)
    {
        uint shader = gl.CreateShader(type);
        gl.ShaderSource(shader, source);
        gl.CompileShader(shader);
        return gl.GetShader(shader, ShaderParameterName.CompileStatus) != 0
            ? shader
            : throw new InvalidOperationException($"the {type} does not compile: {gl.GetShaderInfoLog(shader)}");
    }
}
