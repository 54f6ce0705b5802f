using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Another world in this one's place: a new one from a preset, or one that is opened.</summary>
internal sealed class WorldBlock : Block
{
    private const float LabelWidth = 42;
    private const float SizeWidth = 86;
    private const float BeginWidth = 58;
    private const float RecordWidth = 58;
    private const float Space = 6;

    private readonly Stepper preset;
    private readonly TextField size;
    private readonly Button begin;
    private readonly EntryField open;
    private readonly PanelContext context;
    private readonly Dictionary<string, Button> recorders = [];
    private string chosen = "default";
    private (int Width, int Height) grid;

    public WorldBlock(PanelContext context)
    {
        this.context = context;
        Choose(chosen);
        preset = new Stepper("Preset", () => PresetCatalogue.Names, () => chosen, n => Choose(PresetCatalogue.Names[n]));
        size = new TextField("Grid of a new world", () => $"{grid.Width} x {grid.Height}", ReadSize) { Accepts = IsOfSize };
        begin = new Button("Begin", () => context.Controls.Send(new BeginWorld(chosen, grid.Width, grid.Height))) { Text = () => "Begin" };
        open = new EntryField(
            "Open",
            $"a file, a link, or {string.Join(", ", GrownWorlds.Names)}",
            () => "",
            text => context.Controls.Send(new OpenWorld(text)));
    }

    public override void Draw(Ink ink)
    {
        ink.Text("New", Left, preset.Area.MidY, Theme.Text);
        ink.Text("Open", Left, open.Area.MidY, Theme.Text);
        if (context.Snapshot.Recordings.Count > 0)
        {
            ink.Text("Record", Left, open.Area.MidY + Theme.RowHeight + Space, Theme.Text);
        }
    }

    protected override float Place(float top)
    {
        float bottom = top + Theme.RowHeight;
        Put(preset, Left + LabelWidth, top, Right - SizeWidth - BeginWidth - 2 * Space, bottom);
        Put(size, Right - SizeWidth - BeginWidth - Space, top, Right - BeginWidth - Space, bottom);
        Put(begin, Right - BeginWidth, top, Right, bottom);
        float line = bottom + Space;
        Put(open, Left + LabelWidth, line, Right, line + Theme.RowHeight);
        line += Theme.RowHeight + Space;
        IReadOnlyList<Recording> recordings = context.Snapshot.Recordings;
        float left = Left + RecordWidth;
        foreach (Recording recording in recordings)
        {
            float right = left + (Right - Left - RecordWidth - Space * (recordings.Count - 1)) / recordings.Count;
            Put(ButtonOf(recording.Name), left, line, right, line + Theme.RowHeight);
            left = right + Space;
        }

        return line + (recordings.Count > 0 ? Theme.RowHeight : 0) + Theme.Gap + 4 - top;
    }

    /// <summary>Begins to record, or ends it.</summary>
    public void ToggleRecording(string name) =>
        context.Controls.Send(FileOf(name) is null ? new BeginRecording(name, context.State.Style) : new EndRecording(name));

    private string? FileOf(string name) => context.Snapshot.Recordings.FirstOrDefault(one => one.Name == name)?.File;

    private Button ButtonOf(string name)
    {
        if (!recorders.TryGetValue(name, out Button? button))
        {
            button = new Button($"Record {name}", () => ToggleRecording(name))
            {
                Text = () => FileOf(name) is null ? name : $"stop {name}",
                IsChosen = () => FileOf(name) is not null,
            };
            recorders.Add(name, button);
        }

        return button;
    }

    private static bool IsOfSize(char letter) => char.IsAsciiDigit(letter) || letter == 'x';

    private void Choose(string name)
    {
        WorldParameters parameters = PresetCatalogue.Load(name).Parameters;
        (chosen, grid) = (name, (parameters.GridWidth, parameters.GridHeight));
    }

    // One number for a square; what is no size leaves it as it was.
    private void ReadSize(string text)
    {
        int?[] sides = [.. text.Split('x').Select(side => int.TryParse(side, CultureInfo.InvariantCulture, out int cells) ? cells : (int?)null)];
        grid = sides switch
        {
            [int side] => (side, side),
            [int width, int height] => (width, height),
            _ => grid,
        };
    }
}
