using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Web.Protocol;

/// <summary>What a page is told first, and once.</summary>
internal sealed record Welcome(
    string You,
    bool MaySteer,
    string Program,
    string Device,
    IReadOnlyList<ShippedWorld> Presets,
    IReadOnlyList<ShippedWorld> Grown,
    IReadOnlyList<SpeciesColours> Palettes,
    string Sun,
    string Wall,
    string NoNumber,
    IReadOnlyList<string> Paces,
    IReadOnlyList<string> Tools,
    int LongestPicture)
{
    /// <summary>The most pixels in a row or column of a picture, which is more than screens have.</summary>
    public const int MostPixels = 4096;

    /// <summary>The most species that a world has.</summary>
    private const int Species = 64;

    /// <summary>The names of tools, as commands have them.</summary>
    public static IReadOnlyList<string> ToolNames { get; } = [.. Enum.GetNames<Tool>().Select(name => name.ToLowerInvariant())];

    /// <summary>What a page is told that comes to a world on a device.</summary>
    /// <param name="you">What the page is called.</param>
    /// <param name="maySteer">Whether it may ask the world for something.</param>
    /// <param name="device">Where the world lives.</param>
    /// <param name="first">The colours that it begins with.</param>
    public static Welcome Create(string you, bool maySteer, DeviceDescription device, Palette first) => new(
        you,
        maySteer,
        Origin.ThisProgram,
        $"{device.Id}: {device.Name}",
        ShippedWorld.Presets,
        ShippedWorld.Grown,
        [.. Palette.All.OrderBy(palette => palette != first).Select(palette => new SpeciesColours(
            palette.Name, [.. Enumerable.Range(1, Species).Select(n => Colour.Text(palette.Species(n)))]))],
        Colour.Text(Palette.Sun),
        Colour.Text(Palette.Wall),
        Colour.Text(FieldColouring.NoNumber),
        [.. Pace.All.Select(pace => pace.Text)],
        ToolNames,
        MostPixels);
}

/// <summary>A palette's colours of the species.</summary>
internal sealed record SpeciesColours(string Name, IReadOnlyList<string> Species);
