using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>The run's name, and what was kept of it and of others, the newest first.</summary>
internal sealed class CheckpointTray(PanelContext context)
{
    private readonly SaveRow save = new(context);
    private readonly Dictionary<Checkpoint, Tile> tiles = [];

    /// <summary>The rows now.</summary>
    public IEnumerable<Block> Blocks()
    {
        IReadOnlyList<Checkpoint> checkpoints = context.Snapshot.Checkpoints;
        return checkpoints
            .Reverse()
            .Select(TileOf)
            .Chunk(TileRow.Tiles)
            .Select(tiles => (Block)new TileRow(tiles))
            .Prepend(save);
    }

    private Tile TileOf(Checkpoint checkpoint)
    {
        if (!tiles.TryGetValue(checkpoint, out Tile? tile))
        {
            Button branch = new($"Branch {checkpoint.Name}", () => context.Controls.Send(new Branch(checkpoint.Name)))
            {
                Text = () => "Branch",
                IsQuiet = true,
            };
            tile = new Tile(new Thumbnail(checkpoint, () => context.Controls.Send(new Restore(checkpoint.Name))), branch);
            tiles.Add(checkpoint, tile);
        }

        return tile;
    }

    /// <summary>A checkpoint's picture, which goes back to it, and a button that begins another future from there.</summary>
    private sealed record Tile(Thumbnail Picture, Button Branch);

    private sealed class SaveRow : Block
    {
        private const float SaveWidth = 84;
        private const float NothingHeight = 20;

        private readonly PanelContext context;
        private readonly Button save;

        public SaveRow(PanelContext context)
        {
            this.context = context;
            save = new Button("Save", context.Controls.SaveCheckpoint) { Text = () => "Save", Shortcut = PanelKeys.Save.Text };
        }

        private bool IsEmpty => context.Snapshot.Checkpoints.Count == 0;

        public override void Draw(Ink ink)
        {
            float width = save.Area.Left - Left - Theme.Gap;
            ink.Text(Ink.Fit($"This run: {context.Snapshot.Run}", width), Left, save.Area.MidY, Theme.Text);
            if (IsEmpty)
            {
                float middle = save.Area.Bottom + NothingHeight / 2 + 4;
                ink.Text("Saved moments stand here; a click goes back to one.", Left, middle, Theme.Muted, Theme.SmallSize);
            }
        }

        protected override float Place(float top)
        {
            Put(save, Right - SaveWidth, top, Right, top + Theme.RowHeight);
            return Theme.RowHeight + Theme.Gap + (IsEmpty ? NothingHeight : 0);
        }
    }

    private sealed class TileRow(IReadOnlyList<Tile> tiles) : Block
    {
        public const int Tiles = 3;

        private const float TileWidth = (Right - Left - (Tiles - 1) * Theme.Gap) / Tiles;
        private const float TileHeight = TileWidth + Thumbnail.LabelHeight;
        private const float BranchHeight = 22;

        protected override float Place(float top)
        {
            for (int i = 0; i < tiles.Count; i++)
            {
                float left = Left + i * (TileWidth + Theme.Gap);
                Put(tiles[i].Picture, left, top, left + TileWidth, top + TileHeight);
                Put(tiles[i].Branch, left, top + TileHeight + 2, left + TileWidth, top + TileHeight + 2 + BranchHeight);
            }

            return TileHeight + BranchHeight + Theme.Gap;
        }
    }
}
