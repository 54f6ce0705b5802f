using System.Globalization;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Widgets;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>What is always there: how the world is doing, and the buttons that stop and hasten it.</summary>
internal sealed class Header : Block
{
    private const float Column = (Right - Left - 2 * Theme.Gap) / 3;
    private const float FirstLine = 24;
    private const float Figures = 52;
    private const float Machine = 86;
    private const float HelpLeft = Left + 116;
    private const float HelpWidth = 64;
    private const float HelpHeight = 22;

    private readonly PanelContext context;
    private readonly string device;
    private readonly IReadOnlyList<string> pixelPath;
    private readonly Button[] buttons;
    private readonly Button takeOver;
    private readonly Button help;
    private IReadOnlyList<string> death = [];
    private float deathTop;
    private float paceTop;

    public Header(PanelContext context, string device, string pixelPath)
    {
        this.context = context;
        this.device = Ink.Fit(device, Right - Left, Theme.SmallSize);
        this.pixelPath = WrappedText.Lines(pixelPath, Right - Left);
        buttons =
        [
            new("Pause", context.Controls.TogglePause)
            {
                Text = () => context.Snapshot.IsPaused ? "Play" : "Pause",
                Icon = DrawPlayOrPause,
                Shortcut = PanelKeys.Pause.Text,
            },
            new("Step", context.Controls.StepOnce) { Text = () => "Step", Icon = Icons.StepOnce, Shortcut = PanelKeys.Step.Text },
            new("Reset", context.Controls.Reset) { Text = () => "Reset", Icon = Icons.Restart, Shortcut = PanelKeys.Reset.Text },
            new("Slower", context.Controls.Slower) { Text = () => "Slower", Shortcut = PanelKeys.Slower.Text },
            new("Faster", context.Controls.Faster) { Text = () => "Faster", Shortcut = PanelKeys.Faster.Text },
        ];
        takeOver = new Button("Take over", context.Controls.TakeOver) { Text = () => "Take over", Shortcut = PanelKeys.TakeOver.Text };
        help = new Button("Help", () => context.State.ShowsHelp = !context.State.ShowsHelp)
        {
            Text = () => "Keys",
            Shortcut = PanelKeys.Help.Text,
            IsQuiet = true,
        };
    }

    public override void Draw(Ink ink)
    {
        ink.Text("GpuEcosystem", Left, FirstLine, Theme.Text, Theme.TitleSize, bold: true);
        DrawBadges(ink);
        DrawFigure(ink, 0, context.Snapshot.Metrics.Step.ToString("N0", CultureInfo.InvariantCulture), "step");
        DrawFigure(ink, 1, Rate(context.Snapshot.StepsPerSecond), "steps/s");
        DrawFigure(ink, 2, context.FramesPerSecond, "frames/s");
        ink.Text(device, Left, Machine + WrappedText.SmallLine / 2, Theme.Muted, Theme.SmallSize);
        WrappedText.Draw(ink, pixelPath, Left, Machine + WrappedText.SmallLine, Theme.Muted);
        WrappedText.Draw(ink, death, Left, deathTop, Theme.Warning);
        float paceMiddle = paceTop + Theme.RowHeight / 2;
        ink.Text(context.Snapshot.Pace.Text, Area.MidX, paceMiddle, Theme.Text, Theme.SmallSize, align: TextAlign.Center);
        ink.Line(0, Area.Bottom - 0.5f, Area.Right, Area.Bottom - 0.5f, Theme.Line);
    }

    /// <summary>A rate with as many digits as mean anything.</summary>
    public static string Rate(double rate) => rate.ToString(rate is > 0 and < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    protected override float Place(float top)
    {
        death = context.Snapshot.Death is string reason ? WrappedText.Lines(reason, Right - Left) : [];
        deathTop = Machine + (1 + pixelPath.Count) * WrappedText.SmallLine + 4;
        float line = deathTop + death.Count * WrappedText.SmallLine + (death.Count > 0 ? Theme.Gap : 4);
        for (int i = 0; i < 3; i++)
        {
            PutInColumn(buttons[i], i, line);
        }

        paceTop = line + Theme.RowHeight + 6;
        PutInColumn(buttons[3], 0, paceTop);
        PutInColumn(buttons[4], 2, paceTop);
        float bottom = paceTop + Theme.RowHeight;
        if (context.Snapshot.IsReplay)
        {
            Put(takeOver, Left, bottom + 6, Right, bottom + 6 + Theme.RowHeight);
            bottom += 6 + Theme.RowHeight;
        }

        Put(help, HelpLeft, FirstLine - HelpHeight / 2, HelpLeft + HelpWidth, FirstLine + HelpHeight / 2);
        return bottom + Theme.Padding;
    }

    private static float ColumnLeft(int column) => Left + column * (Column + Theme.Gap);

    private void PutInColumn(Button button, int column, float top) =>
        Put(button, ColumnLeft(column), top, ColumnLeft(column) + Column, top + Theme.RowHeight);

    private static void DrawFigure(Ink ink, int column, string figure, string unit)
    {
        ink.Text(figure, ColumnLeft(column), Figures, Theme.Text, Theme.TitleSize, bold: true);
        ink.Text(unit, ColumnLeft(column), Figures + 18, Theme.Muted, Theme.SmallSize);
    }

    private void DrawPlayOrPause(Ink ink, SKPoint middle, SKColor color)
    {
        if (context.Snapshot.IsPaused)
        {
            Icons.Play(ink, middle, color);
        }
        else
        {
            Icons.Pause(ink, middle, color);
        }
    }

    private void DrawBadges(Ink ink)
    {
        bool isRecording = context.Snapshot.Recordings.Any(recording => recording.File is not null);
        (string text, SKColor color) = context.Snapshot switch
        {
            { Death: not null } => ("died", Theme.Warning),
            // Two badges leave no room for so many words; the first button says the same.
            { IsReplay: true, IsPaused: true } when !isRecording => ("replay, paused", Theme.Muted),
            { IsReplay: true } => ("replay", Theme.Accent),
            { IsPaused: true } => ("paused", Theme.Muted),
            _ => ("running", Theme.Accent),
        };
        float left = DrawBadge(ink, text, color, Right);
        if (isRecording)
        {
            DrawBadge(ink, "recording", Theme.Warning, left - 6);
        }
    }

    private static float DrawBadge(Ink ink, string text, SKColor color, float right)
    {
        float width = Ink.Measure(text, Theme.SmallSize, bold: true) + 30;
        SKRect badge = new(right - width, FirstLine - 11, right, FirstLine + 11);
        ink.Fill(badge, color.WithAlpha(0x28), 11);
        ink.Fill(new SKRect(badge.Left + 9, FirstLine - 3, badge.Left + 15, FirstLine + 3), color, 3);
        ink.Text(text, badge.Left + 21, FirstLine, color, Theme.SmallSize, bold: true);
        return badge.Left;
    }
}
