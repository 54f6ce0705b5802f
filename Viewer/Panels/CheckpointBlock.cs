using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>What can be done with a checkpoint's file: to name, export and delete it.</summary>
internal sealed class CheckpointBlock : Block
{
    private const float LabelWidth = 66;
    private const float DeleteWidth = 72;
    private const float Space = 6;

    private readonly EntryField label;
    private readonly EntryField export;
    private readonly Button delete;
    private bool isSure;

    public CheckpointBlock(Checkpoint checkpoint, PanelContext context)
    {
        Checkpoint = checkpoint;
        label = new EntryField(
            $"Label {checkpoint.Name}",
            "a name, then Enter",
            () => checkpoint.Label,
            text => context.Controls.Send(new Rename(checkpoint.Name, text)));
        export = new EntryField(
            $"Export {checkpoint.Name}",
            "a folder or file, .eco or .petri",
            () => "",
            text => context.Controls.Send(new Export(checkpoint.Name, text)));
        delete = new Button($"Delete {checkpoint.Name}", () => Delete(context)) { Text = () => isSure ? "Really?" : "Delete" };
    }

    /// <summary>The checkpoint.</summary>
    public Checkpoint Checkpoint { get; }

    public override void Draw(Ink ink)
    {
        ink.Text("Name", Left, label.Area.MidY, Theme.Text);
        ink.Text("Export to", Left, export.Area.MidY, Theme.Text);
    }

    protected override float Place(float top)
    {
        Put(label, Left + LabelWidth, top, Right - DeleteWidth - Space, top + Theme.RowHeight);
        Put(delete, Right - DeleteWidth, top, Right, top + Theme.RowHeight);
        float line = top + Theme.RowHeight + Space;
        Put(export, Left + LabelWidth, line, Right, line + Theme.RowHeight);
        return line + Theme.RowHeight + Theme.Gap - top;
    }

    // What is deleted does not come back, so the first click only asks.
    private void Delete(PanelContext context)
    {
        if (isSure)
        {
            context.Controls.Send(new Delete(Checkpoint.Name));
        }

        isSure = !isSure;
    }
}
