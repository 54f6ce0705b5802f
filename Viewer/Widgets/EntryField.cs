using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A line that is typed or pasted for something that Enter does; Escape and going elsewhere do nothing.</summary>
/// <param name="name">What tests and the panel call it.</param>
/// <param name="hint">What it says while it is empty.</param>
/// <param name="get">What it begins with.</param>
/// <param name="enter">What Enter does with the line.</param>
internal sealed class EntryField(string name, string hint, Func<string> get, Action<string> enter)
    : TypedField(name, get, LongestText)
{
    // Links hold whole recipes.
    private const int LongestText = 1 << 16;

    protected override bool Takes(char letter) => !char.IsControl(letter);

    protected override void Enter(string text) => enter(text.Trim());

    protected override void GoElsewhere(string text)
    {
    }

    protected override void DrawClosed(Ink ink, string text, SKRect inner)
    {
        SKColor color = text.Length > 0 ? Theme.Text : Theme.Muted;
        ink.Text(Ink.Fit(text.Length > 0 ? text : hint, inner.Width), inner.Left, inner.MidY, color);
    }
}
