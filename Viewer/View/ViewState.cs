using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Viewer.View;

/// <summary>What the user has chosen about the window; the world does not know of it.</summary>
internal sealed class ViewState(Palette palette)
{
    /// <summary>What recipes and events call whoever sits before the window.</summary>
    public const string Person = "window";

    /// <summary>The largest brush, in cells.</summary>
    public const float LargestBrush = 512;

    /// <summary>Colours of the species.</summary>
    public Palette Palette { get; set; } = palette;

    /// <summary>What the left mouse button does.</summary>
    public Tool Tool { get; set; } = Tool.Look;

    /// <summary>The species that is painted and seeded, 1 = the first.</summary>
    public int Species { get; set; } = 1;

    /// <summary>The brush's radius in cells.</summary>
    public float BrushRadius { get; set; } = 4;

    /// <summary>What of the world is shown.</summary>
    public LayerChoice Layer { get; set; } = LayerChoice.Default;

    /// <summary>The only channel that brushes set and clear: the one that is shown, where rules have such brushes. Null for whole cells.</summary>
    public int? PaintedChannel(WorldParameters parameters) =>
        Layer.Layer == Engine.Display.Layers.Layer.Channel && RuleSets.Of(parameters).PaintsChannels ? Layer.Index : null;

    /// <summary>Which of several worlds is shown; the first alone can be edited and inspected.</summary>
    public ShownWorld World { get; set; }

    /// <summary>How pictures are made that show what the window does.</summary>
    public PictureStyle Style => new(Layer, Palette, World);

    /// <summary>Whether the world that can be edited is in sight.</summary>
    public bool ShowsFirst => World.Index is null or 0;

    /// <summary>Whether the last learning patch is outlined.</summary>
    public bool ShowsPatch { get; set; }

    /// <summary>Whether the cell under the pointer is inspected.</summary>
    public bool ShowsInspector { get; set; } = true;

    /// <summary>Whether the side panel is there.</summary>
    public bool ShowsPanel { get; set; } = true;

    /// <summary>Whether the list of keys is there.</summary>
    public bool ShowsHelp { get; set; }

    /// <summary>Whether what is seen is explained.</summary>
    public bool ShowsWelcome { get; set; }

    /// <summary>Which part of the time the plots show.</summary>
    public TimeView Time { get; init; } = new();

    /// <summary>Takes the next palette, or the one before, around the end.</summary>
    public void TurnPalette(int direction)
    {
        int now = Palette.All.ToList().IndexOf(Palette);
        Palette = Palette.All[(now + direction + Palette.All.Count) % Palette.All.Count];
    }

    /// <summary>Shows the next of several worlds, or the one before, around the end, where all are.</summary>
    public void TurnWorld(int direction, WorldParameters parameters)
    {
        List<ShownWorld> worlds = [.. ShownWorld.In(parameters)];
        World = worlds[(worlds.IndexOf(World) + direction + worlds.Count) % worlds.Count];
    }

    /// <summary>Makes the brush larger or smaller by a factor, and always by enough to matter.</summary>
    public void ScaleBrush(float factor)
    {
        float radius = factor > 1 ? Math.Max(BrushRadius * factor, BrushRadius + 1) : Math.Min(BrushRadius * factor, BrushRadius - 1);
        BrushRadius = Math.Clamp(MathF.Round(radius), 0, LargestBrush);
    }

    /// <summary>Keeps what is chosen among what there is, and tools away from worlds that cannot be edited.</summary>
    public void Limit(WorldParameters parameters)
    {
        Species = Math.Clamp(Species, 1, parameters.Species);
        (int first, int last) = Layer.IndicesIn(parameters) ?? (0, 0);
        Layer = Layer with { Index = Math.Clamp(Layer.Index, first, last) };
        World = World.Exists(parameters) ? World : default;
        Tool = ShowsFirst ? Tool : Tool.Look;
    }
}
