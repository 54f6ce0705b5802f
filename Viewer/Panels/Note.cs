using GpuEcosystem.Imaging.Drawing;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>A remark in small letters.</summary>
internal sealed class Note(Func<string> text, bool isInset = false) : Block
{
    private IReadOnlyList<string> lines = [];

    private float Indent => isInset ? 4 : 0;

    public override void Draw(Ink ink)
    {
        if (isInset)
        {
            ink.Fill(new(Left - 6, Area.Top, Right + 6, Area.Bottom), Theme.Backdrop, 0);
        }

        WrappedText.Draw(ink, lines, Left + Indent, Area.Top + 2, Theme.Muted);
    }

    protected override float Place(float top)
    {
        lines = WrappedText.Lines(text(), Right - Left - 2 * Indent);
        return lines.Count * WrappedText.SmallLine + Theme.Gap;
    }
}
