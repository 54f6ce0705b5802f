using GpuEcosystem.Kernels.Display;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>What of a world can be shown: everything that command line, window and pictures know about it.</summary>
public abstract partial class Layer
{
    private protected Layer(string name, string title, string explanation)
    {
        Name = name;
        Title = title;
        Explanation = explanation;
    }

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>The name in the window.</summary>
    public string Title { get; }

    /// <summary>What it shows, in one line.</summary>
    public string Explanation { get; }

    /// <summary>What one of several is chosen by; null where there is one only.</summary>
    public virtual LayerIndex? Index => null;

    /// <summary>How it is written on the command line: its name, and what stands for its index.</summary>
    public string Usage => Index is null ? Name : $"{Name}:{Index.Title.ToUpperInvariant()}";

    /// <summary>Whether it shows the map of activity, which a world keeps only for who wants to see it.</summary>
    public virtual bool NeedsActivity => false;

    /// <summary>What a picture of one index is called.</summary>
    public virtual string TitleOf(int index) => Title;

    /// <summary>The colours of its numbers; null where it shows entities.</summary>
    public abstract ColourRamp? Ramp(Palette palette, int index);

    /// <summary>Queues drawing it.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="source">The world.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="index">One that the world has, or anything where there is one only.</param>
    /// <param name="picture">Where to.</param>
    internal abstract void Draw(Painter painter, LayerSource source, Palette palette, int index, PixelGrid picture);
}
