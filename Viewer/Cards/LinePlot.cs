using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>One number over time.</summary>
internal sealed class LinePlot : ITimePlot
{
    private readonly Func<HistorySample, float?> value;
    private readonly (float Low, float High)? range;
    private readonly string nothing;

    private LinePlot(string title, Func<HistorySample, float?> value, (float Low, float High)? range, string nothing)
    {
        Title = title;
        this.value = value;
        this.range = range;
        this.nothing = nothing;
    }

    /// <summary>How evenly species share the world.</summary>
    public static LinePlot Entropy { get; } = new("Entropy", sample => sample.Entropy, (0, 1), "Nothing observed yet");

    /// <summary>The loss of learning.</summary>
    public static LinePlot Loss { get; } = new("Loss", sample => sample.Loss, null, "Nothing learned yet");

    /// <inheritdoc/>
    public string Title { get; }

    /// <inheritdoc/>
    public float Height => 74;

    /// <inheritdoc/>
    public void Draw(Ink ink, SKRect area, WorldSnapshot snapshot, ViewState state)
    {
        SKRect plot = Inside(area);
        IReadOnlyList<HistorySample> samples = snapshot.History;
        TimeAxis axis = new(samples, state.Time, plot.Left, plot.Right);
        float?[] values =
            [.. samples.Select((sample, i) => axis.Reaches(i) && value(sample) is { } v && float.IsFinite(v) ? v : (float?)null)];
        if (values.All(v => v is null))
        {
            PlotArea.DrawEmpty(ink, plot, nothing);
            return;
        }

        ink.Fill(plot, Theme.Backdrop, 0);
        axis.Draw(ink, plot.Top, plot.Bottom);
        (float low, float high) = range ?? Range(values);
        SKRect curve = SKRect.Inflate(plot, 0, -3);
        float Y(float v) => curve.Bottom - (v - low) / (high - low) * curve.Height;
        DrawLine(ink, values, axis, plot, Y);
        DrawLabels(ink, plot, low, high, value(samples[(int)Math.Ceiling(axis.Last)]), Y);
    }

    /// <inheritdoc/>
    public SKRect CurvesIn(SKRect area) => Inside(area);

    /// <inheritdoc/>
    public IEnumerable<Reading> Read(HistorySample sample, ViewState state) =>
        [new(Theme.Accent, Title.ToLowerInvariant(), value(sample) is { } v ? NumberText.Digits(v) : "none")];

    /// <summary>Where the line is.</summary>
    public static SKRect Inside(SKRect area) => PlotArea.Inside(area, TimeAxis.LabelHeight);

    // What has no value leaves a gap; a value between two gaps is a dot, as a line from it to itself with round ends.
    private static void DrawLine(Ink ink, float?[] values, TimeAxis axis, SKRect plot, Func<float, float> y)
    {
        using SKPathBuilder line = new();
        bool isOpen = false;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } v)
            {
                isOpen = false;
                continue;
            }

            if (!isOpen)
            {
                line.MoveTo(axis.X(i), y(v));
            }

            // A single sample goes from one side to the other.
            line.LineTo(values.Length == 1 ? plot.Right : axis.X(i), y(v));
            isOpen = true;
        }

        using SKPaint paint = new()
        {
            Color = Theme.Accent,
            IsAntialias = true,
            IsStroke = true,
            StrokeWidth = 1.5f,
            StrokeJoin = SKStrokeJoin.Round,
            StrokeCap = SKStrokeCap.Round,
        };
        using SKPath path = line.Detach();
        ink.Canvas.Save();
        ink.Canvas.ClipRect(plot);
        ink.Canvas.DrawPath(path, paint);
        ink.Canvas.Restore();
    }

    // The last value stands where the line ends. What it would cover of the range is left out, and what is the same.
    private static void DrawLabels(Ink ink, SKRect plot, float low, float high, float? last, Func<float, float> y)
    {
        const float HalfLine = 6;
        float x = PlotArea.LabelLeft(plot);
        float top = plot.Top + HalfLine;
        float bottom = plot.Bottom - HalfLine;
        string text = last is { } v ? NumberText.Digits(v) : "";
        float middle = last is { } end && float.IsFinite(end) ? Math.Clamp(y(end), top, bottom) : plot.MidY;
        ink.Text(text, x, middle, Theme.Text, Theme.SmallSize, bold: true);
        foreach ((float limit, float at) in new[] { (high, top), (low, bottom) })
        {
            string label = NumberText.Digits(limit);
            if (Math.Abs(at - middle) >= 2 * HalfLine && label != text)
            {
                ink.Text(label, x, at, Theme.Muted, PlotArea.LabelSize);
            }
        }
    }

    private static (float Low, float High) Range(float?[] values)
    {
        float low = values.Min()!.Value;
        float high = values.Max()!.Value;
        float least = Math.Max(1e-6f, Math.Abs(high) * 1e-4f);
        return high - low >= least ? (low, high) : (low - least, high + least);
    }
}
