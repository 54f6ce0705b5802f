using System.Globalization;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>What of the world is shown, and a picture of it.</summary>
internal sealed class ViewBlock : Block
{
    private const float StepperLeft = 150;
    private const float PictureWidth = 84;

    private readonly PanelContext context;
    private readonly Stepper layer;
    private readonly Stepper index;
    private readonly Stepper world;
    private readonly Stepper palette;
    private readonly Toggle patch;
    private readonly Button picture;

    public ViewBlock(PanelContext context)
    {
        this.context = context;
        ViewState state = context.State;
        layer = new Stepper(
            "Layer",
            () => [.. Layers.Select(layer => layer.Title)],
            () => state.Layer.Layer.Title,
            n => state.Layer = new LayerChoice(Layers[n], Layers[n].Index == LayerIndex.Species ? state.Species : 0));
        index = new Stepper(
            "Layer index",
            () => Indices is (int first, int last) ? [.. Enumerable.Range(first, last - first + 1).Select(Number)] : [],
            () => Number(state.Layer.Index),
            n => state.Layer = state.Layer with { Index = (Indices?.First ?? 0) + n });
        world = new Stepper("World", () => [.. Worlds.Select(one => $"{one}")], () => $"{state.World}", n => state.World = Worlds[n]);
        palette = new Stepper("Colours", () => Palette.Names, () => state.Palette.Name, n => state.Palette = Palette.All[n]);
        patch = new Toggle("Outline the learning patch", () => state.ShowsPatch, value => state.ShowsPatch = value);
        picture = new Button("Picture", () => context.Controls.Send(new SavePicture(state.Style)))
        {
            Text = () => "Picture",
            Shortcut = PanelKeys.Picture.Text,
        };
    }

    private IReadOnlyList<ShownWorld> Worlds => ShownWorld.In(context.Snapshot.Parameters);

    private IReadOnlyList<Layer> Layers => context.Controls.Layers;

    private (int First, int Last)? Indices => context.State.Layer.IndicesIn(context.Snapshot.Parameters);

    public override void Draw(Ink ink)
    {
        Label(ink, "Layer", PanelKeys.Layer.Text, Left, layer.Area.MidY);
        if (Widgets.Contains(index))
        {
            string keys = $"{PanelKeys.PreviousIndex.Text} {PanelKeys.NextIndex.Text}";
            Label(ink, context.State.Layer.Layer.Index!.Title, keys, Left, index.Area.MidY);
        }

        if (Widgets.Contains(world))
        {
            Label(ink, "World", PanelKeys.World.Text, Left, world.Area.MidY);
        }

        Label(ink, "Colours", PanelKeys.Palette.Text, Left, palette.Area.MidY);
        Label(ink, "Outline the learning patch", PanelKeys.Patch.Text, patch.Area.Right + 10, patch.Area.MidY);
    }

    protected override float Place(float top)
    {
        float line = top;
        Put(layer, StepperLeft, line, Right, line + Theme.RowHeight);
        line += Theme.RowHeight + 6;
        if (Indices is not null)
        {
            Put(index, StepperLeft, line, Right, line + Theme.RowHeight);
            line += Theme.RowHeight + 6;
        }

        if (context.Snapshot.Parameters.WorldCount > 1)
        {
            Put(world, StepperLeft, line, Right, line + Theme.RowHeight);
            line += Theme.RowHeight + 6;
        }

        Put(palette, StepperLeft, line, Right, line + Theme.RowHeight);
        line += Theme.RowHeight + 6;
        float middle = line + Theme.RowHeight / 2;
        Put(patch, Left, middle - Toggle.Height / 2, Left + Toggle.Width, middle + Toggle.Height / 2);
        Put(picture, Right - PictureWidth, line, Right, line + Theme.RowHeight);
        return line + Theme.RowHeight + Theme.Gap + 4 - top;
    }

    private static void Label(Ink ink, string text, string key, float left, float middle)
    {
        float width = ink.Text(text, left, middle, Theme.Text);
        ink.Text(key, left + width + 7, middle, Theme.Muted, Theme.SmallSize);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
