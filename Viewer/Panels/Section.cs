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
    public Section(string name, Func<IEnumerable<Block>> content)
    {
        this.content = content;
        title = new Title(new SectionTitle(name, () => IsOpen, () => IsOpen = !IsOpen));
    }

    /// <summary>Whether it is there now.</summary>
    public Func<bool> IsThere { get; init; } = () => true;

    /// <summary>Whether its content is there.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>The title, and the content while it is open; nothing while the section is not there.</summary>
    public IEnumerable<Block> Blocks => !IsThere() ? [] : IsOpen ? content().Prepend(title) : [title];

    private sealed class Title(SectionTitle widget) : Block
    {
        private const float Space = 4;

        public override void Draw(Ink ink) => ink.Line(Left, Area.Top + 0.5f, Right, Area.Top + 0.5f, Theme.Line);

        protected override float Place(float top)
        {
            Put(widget, Left - 6, top + Space, Right + 6, top + Space + Theme.RowHeight);
            return Theme.RowHeight + 2 * Space;
        }
    }
}
