using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Timeline;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>How kinds of events look and are called.</summary>
internal static class EventStyle
{
    private static readonly SKColor green = new(0x6f, 0xdc, 0x9c);
    private static readonly SKColor violet = new(0xc0, 0x92, 0xff);
    private static readonly SKColor white = new(0xf4, 0xf4, 0xf4);
    private static readonly SKColor red = new(0xff, 0x6b, 0x7d);

    /// <summary>All kinds, the most frequent first.</summary>
    public static IReadOnlyList<WorldEventKind> Kinds { get; } =
    [
        WorldEventKind.Respawn, WorldEventKind.Edit, WorldEventKind.Parameter, WorldEventKind.Checkpoint, WorldEventKind.Restore,
        WorldEventKind.Reset,
    ];

    /// <summary>The colour of a kind.</summary>
    public static SKColor Color(WorldEventKind kind) => kind switch
    {
        WorldEventKind.Parameter => Theme.Accent,
        WorldEventKind.Edit => green,
        WorldEventKind.Respawn => violet,
        WorldEventKind.Checkpoint => white,
        WorldEventKind.Restore => Theme.Warning,
        _ => red,
    };

    /// <summary>A word for a kind.</summary>
    public static string Name(WorldEventKind kind) => kind switch
    {
        WorldEventKind.Parameter => "parameter",
        WorldEventKind.Edit => "edit",
        WorldEventKind.Respawn => "respawn",
        WorldEventKind.Checkpoint => "kept",
        WorldEventKind.Restore => "restore",
        _ => "reset",
    };

    /// <summary>Draws a dot.</summary>
    public static void Dot(Ink ink, float x, float y, WorldEventKind kind)
    {
        const float Radius = 3;
        ink.Fill(new SKRect(x - Radius, y - Radius, x + Radius, y + Radius), Color(kind), Radius);
    }
}
