using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Blocks under a title that opens and closes them.</summary>
internal sealed class Section
{
    private readonly Func<IEnumerable<Block>> content;
    private readonly Title title;

    /// <summary>A section.</summary>
    /// <param name="name">Its title.</param>
    /// <param name="content">What it holds now.</param>
    /// <param name="isMinor">Whether it is a part of another section.</param>
    public Section(string name, Func<IEnumerable<Block>> content, bool isMinor = false)
    {
        this.content = content;
        title = new Title(new SectionTitle(name, () => IsOpen, () => IsOpen = !IsOpen) { IsMinor = isMinor });
    }

    /// <summary>Whether its content is there.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>The title, and the content while it is open.</summary>
    public IEnumerable<Block> Blocks => IsOpen ? content().Prepend(title) : [title];

    private sealed class Title(SectionTitle widget) : Block
    {
        private const float Space = 4;

        public override void Draw(Ink ink)
        {
            if (!widget.IsMinor)
            {
                ink.Line(Left, Area.Top + 0.5f, Right, Area.Top + 0.5f, Theme.Line);
            }
        }

        protected override float Place(float top)
        {
            Put(widget, Left - 6, top + Space, Right + 6, top + Space + Theme.RowHeight);
            return Theme.RowHeight + 2 * Space;
        }
    }
}
