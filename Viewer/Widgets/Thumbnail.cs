using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A checkpoint as a small picture; a click goes back to it.</summary>
internal sealed class Thumbnail(Checkpoint checkpoint, Action restore) : Widget($"Checkpoint {checkpoint.Name}")
{
    /// <summary>Room for the two lines below the picture.</summary>
    public const float LabelHeight = 32;

    private readonly SKImage? image = checkpoint.Thumbnail is { Length: > 0 } bytes ? SKImage.FromEncodedData(bytes.Span) : null;

    public override void Press(float x) => restore();

    public override bool Press(Key key, Modifiers modifiers)
    {
        if (!Clicks(key))
        {
            return false;
        }

        restore();
        return true;
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        ink.Fill(Area, Ground(isHovered));
        SKRect picture = SKRect.Inflate(new SKRect(Area.Left, Area.Top, Area.Right, Area.Bottom - LabelHeight), -4, -4);
        ink.Fill(picture, Theme.Backdrop, 4);
        if (image is not null)
        {
            float scale = Math.Min(picture.Width / image.Width, picture.Height / image.Height);
            SKRect place = SKRect.Create(
                picture.MidX - image.Width * scale / 2,
                picture.MidY - image.Height * scale / 2,
                image.Width * scale,
                image.Height * scale);
            ink.Canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear));
        }

        float width = Area.Width - 12;
        string step = $"step {NumberText.Whole(checkpoint.Step)}";
        (string first, string second) = checkpoint.Label.Length > 0 ? (checkpoint.Label, $"{checkpoint.Run}, {step}") : (step, checkpoint.Run);
        ink.Text(
            Ink.Fit(first, width, Theme.SmallSize, bold: true),
            Area.Left + 6,
            Area.Bottom - LabelHeight + 7,
            Theme.Text,
            Theme.SmallSize,
            bold: true);
        ink.Text(Ink.Fit(second, width, Theme.SmallSize), Area.Left + 6, Area.Bottom - 10, Theme.Muted, Theme.SmallSize);
    }
}
