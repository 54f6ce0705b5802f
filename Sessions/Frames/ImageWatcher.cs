using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>
/// Somebody who watches from afar, and takes pictures one by one: each that they ask for is the newest when it is drawn, and who does
/// not ask costs nothing.
/// </summary>
/// <param name="first">What is to be seen at first.</param>
/// <param name="deliver">Takes a picture. Called on the world's thread, so it only puts it somewhere.</param>
public sealed class ImageWatcher(ViewRequest first, Action<CellImage> deliver) : Watcher(first)
{
    private volatile bool wants;
    private (PictureFrame Frame, LayerChoice Layer, Palette Palette, long Version)? drawn;

    /// <summary>Asks for one more picture: the next that is another than the last. Any thread.</summary>
    public void Want()
    {
        wants = true;
        Poke?.Invoke();
    }

    internal override bool Draw(Drawing drawing)
    {
        ViewRequest wanted = Request;
        if (!wants || wanted.Detail is not PictureFrame frame || !IsInside(drawing.World, frame.World, frame.Region) || HasAll(drawing))
        {
            return false;
        }

        drawn = (frame, wanted.Layer, wanted.Palette, drawing.Version);
        if (drawing.Read(wanted.Layer, wanted.Palette, frame) is not CellImage image)
        {
            return false;
        }

        wants = false;
        deliver(image);
        return true;
    }

    internal override bool HasAll(Drawing drawing) =>
        Request is not { Detail: PictureFrame frame } wanted || drawn == (frame, wanted.Layer, wanted.Palette, drawing.Version);
}
