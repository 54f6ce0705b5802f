using System.Drawing;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Cards;
using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Windowing;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer;

/// <summary>What a window shows before it has a world: that there will be one.</summary>
internal sealed class Preparation(Window window) : IDisposable
{
    private const string Line = "Preparing the world …";

    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(20);

    private readonly TexturedQuad quad = new(window.Gl);
    private readonly CardSheet card = new(window.Gl, 0.5f, 0.5f);

    /// <summary>Does on another thread what takes its time, while the window lives; who closes it meanwhile sees it go at once.</summary>
    /// <param name="prepare">What takes its time.</param>
    /// <param name="giveUp">Gives up what was made, where it cannot be shown any more.</param>
    public T Show<T>(Func<T> prepare, Action<T> giveUp)
    {
        Task<T> preparing = Task.Run(prepare);
        try
        {
            while (!preparing.IsCompleted)
            {
                window.Poll();
                if (window.CloseRequested)
                {
                    window.Hide();
                }

                Draw();
                window.Swap();
                Thread.Sleep(pause);
            }
        }
        catch
        {
            giveUp(preparing.GetAwaiter().GetResult());
            throw;
        }

        return preparing.GetAwaiter().GetResult();
    }

    /// <summary>Draws it.</summary>
    internal void Draw()
    {
        Size size = new(window.FramebufferSize.Width, window.FramebufferSize.Height);
        window.Gl.Viewport(0, 0, (uint)size.Width, (uint)size.Height);
        window.Gl.ClearColor(Theme.Backdrop.Red / 255f, Theme.Backdrop.Green / 255f, Theme.Backdrop.Blue / 255f, 1);
        window.Gl.Clear(ClearBufferMask.ColorBufferBit);
        RectangleF room = new(PointF.Empty, size);
        card.Show(quad, Line, () => new Toast(Line, isError: false, size.Width / window.Scale), room, size, window.Scale);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        card.Dispose();
        quad.Dispose();
    }
}
