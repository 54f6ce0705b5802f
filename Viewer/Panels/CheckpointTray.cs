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
    private CheckpointBlock? open;

    /// <summary>The rows now.</summary>
    public IEnumerable<Block> Blocks()
    {
        yield return save;
        foreach (Checkpoint gone in tiles.Keys.Except(context.Snapshot.Checkpoints).ToList())
        {
            tiles.Remove(gone);
        }

        foreach (Checkpoint[] row in context.Snapshot.Checkpoints.Reverse().Chunk(TileRow.Tiles))
        {
            yield return new TileRow([.. row.Select(TileOf)]);
            if (open is not null && row.Contains(open.Checkpoint))
            {
                yield return open;
            }
        }
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
            Button more = new($"More {checkpoint.Name}", () => Toggle(checkpoint))
            {
                Text = () => "…",
                IsQuiet = true,
                IsChosen = () => open?.Checkpoint == checkpoint,
            };
            tile = new Tile(new Thumbnail(checkpoint, () => context.Controls.Send(new Restore(checkpoint.Name))), branch, more);
            tiles.Add(checkpoint, tile);
        }

        return tile;
    }

    private void Toggle(Checkpoint checkpoint) =>
        open = open?.Checkpoint == checkpoint ? null : new CheckpointBlock(checkpoint, context);

    /// <summary>A checkpoint's picture, which goes back to it, a button that begins another future from there, and one for its file.</summary>
    private sealed record Tile(Thumbnail Picture, Button Branch, Button More);

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
        private const float MoreWidth = 26;

        protected override float Place(float top)
        {
            for (int i = 0; i < tiles.Count; i++)
            {
                float left = Left + i * (TileWidth + Theme.Gap);
                Put(tiles[i].Picture, left, top, left + TileWidth, top + TileHeight);
                float line = top + TileHeight + 2;
                Put(tiles[i].Branch, left, line, left + TileWidth - MoreWidth, line + BranchHeight);
                Put(tiles[i].More, left + TileWidth - MoreWidth, line, left + TileWidth, line + BranchHeight);
            }

            return TileHeight + BranchHeight + Theme.Gap;
        }
    }
}
