using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>A vertex shader and a fragment shader.</summary>
internal sealed class ShaderProgram : IDisposable
{
    private readonly GL gl;
    private readonly uint handle;

    /// <exception cref="UserException">The driver does not take it; the message has the driver's name and words.</exception>
    public ShaderProgram(GL gl, string vertexSource, string fragmentSource)
    {
        this.gl = gl;
        uint vertex = Compile(ShaderType.VertexShader, vertexSource);
        uint fragment = Compile(ShaderType.FragmentShader, fragmentSource);
        handle = gl.CreateProgram();
        gl.AttachShader(handle, vertex);
        gl.AttachShader(handle, fragment);
        gl.LinkProgram(handle);
        bool links = gl.GetProgram(handle, ProgramPropertyARB.LinkStatus) != 0;

        // Some drivers say of a shader that it compiles, and in its log that it does not.
        string log = links ? "" : string.Join('\n', gl.GetShaderInfoLog(vertex), gl.GetShaderInfoLog(fragment), gl.GetProgramInfoLog(handle));

        // They live on as parts of the program.
        gl.DeleteShader(vertex);
        gl.DeleteShader(fragment);
        if (!links)
        {
            gl.DeleteProgram(handle);
            throw new UserException(
                $"the OpenGL driver refuses the window's shaders, which are of version 3.30: {DriverError.Digest(log)} "
                + $"({gl.GetStringS(StringName.Renderer)}, {gl.GetStringS(StringName.Version)}); update the driver, or use run with --video");
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
        return shader;
    }
}
