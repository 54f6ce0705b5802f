using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>What somebody sees who opens the window for the first time: what this is, and what to do.</summary>
internal sealed class WelcomeCard : Card
{
    private const float TitleHeight = 32;
    private const float LineHeight = 22;
    private const float KeysHeight = 40;
    private const float CapGap = 7;
    private const float WordGap = 18;

    private static readonly string[] lines =
    [
        "Each colour is a species: one small neural network that fights for cells.",
        "Black is free ground, which belongs to the sun. Light grey is wall.",
        "Every network learns from each step, and never stops.",
        "Drag any slider: the world follows at once. W, then the mouse, draws walls.",
    ];

    private static readonly (Chord Key, string Meaning)[] keys =
    [
        (PanelKeys.Pause, "pause"),
        (PanelKeys.Of(Tool.Wall), "walls"),
        (PanelKeys.Save, "keep this moment"),
        (PanelKeys.Help, "all keys"),
        (new Chord(Key.Escape), "close this"),
    ];

    /// <inheritdoc/>
    protected override float Padding => 20;

    /// <inheritdoc/>
    protected override SKSize MeasureContent()
    {
        float text = lines.Max(line => Ink.Measure(line));
        float below = keys.Sum(key => KeyCap.Width(key.Key.Text) + CapGap + Ink.Measure(key.Meaning) + WordGap) - WordGap;
        return new SKSize(Math.Max(text, below), TitleHeight + lines.Length * LineHeight + KeysHeight);
    }

    /// <inheritdoc/>
    protected override void DrawContent(Ink ink, SKRect area)
    {
        ink.Text("A world of species that learn", area.Left, area.Top + 8, Theme.Text, Theme.TitleSize, bold: true);
        float middle = area.Top + TitleHeight + LineHeight / 2;
        foreach (string line in lines)
        {
            ink.Text(line, area.Left, middle, Theme.Text);
            middle += LineHeight;
        }

        float left = area.Left;
        middle = area.Bottom - KeysHeight / 2 + 8;
        foreach ((Chord key, string meaning) in keys)
        {
            left = KeyCap.Draw(ink, key.Text, left, middle) + CapGap;
            left += ink.Text(meaning, left, middle, Theme.Muted) + WordGap;
        }
    }
}
