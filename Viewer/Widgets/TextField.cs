using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A value that can be typed: Enter or going elsewhere applies it, Escape does not.</summary>
internal sealed class TextField(string name, Func<string> get, Action<string> apply)
    : TypedField(name, get, LineEdit.UsualLongestText)
{
    /// <summary>The colour of the closed field's text.</summary>
    public Func<SKColor> Color { get; init; } = () => Theme.Text;

    /// <summary>What it takes: unless said otherwise, what numbers and names are made of.</summary>
    public Func<char, bool> Accepts { get; init; } = letter => char.IsLetterOrDigit(letter) || letter is '-' or '+' or '.' or ',';

    protected override bool Takes(char letter) => Accepts(letter);

    protected override void Enter(string text) => apply(text);

    protected override void GoElsewhere(string text) => apply(text);

    protected override void DrawClosed(Ink ink, string text, SKRect inner) =>
        ink.Text(Ink.Fit(text, inner.Width), inner.Right, inner.MidY, Color(), align: TextAlign.Right);
}
