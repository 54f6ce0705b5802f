using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>A file that the browser wrote, and what the browser made of it.</summary>
internal static class BrowserFile
{
    public static string Path => Find("browser-32.petri");

    public static byte[] Bytes { get; } = File.ReadAllBytes(Path);

    /// <summary>How many steps lie between the file's last checkpoint and <see cref="After"/>.</summary>
    public static int Steps => (int)JsonNode.Parse(File.ReadAllText(Find("browser-32.after.json")))!["steps"]!;

    /// <summary>The grid that the browser reached, <c>[y][x][entities + channels]</c>.</summary>
    public static float[] After => Floats("browser-32.after.f32");

    /// <summary>A file whose sun was seasonal there.</summary>
    public static string SeasonalPath => Find("browser-seasonal.petri");

    /// <summary>The grid that the browser reached three steps after it had opened that file anew, <c>[y][x][entities + channels]</c>.</summary>
    public static float[] SeasonalAfter => Floats("browser-seasonal.after.f32");

    /// <summary>What that file lacks, the seasonal sun's numbers and phases, then the grid that the page reached with them six steps later.</summary>
    public static (float[] Weights, float[] Phases, float[] After) Seasons
    {
        get
        {
            float[] all = Floats("browser-seasonal.season.f32");
            JsonNode tensors = JsonNode.Parse(File.ReadAllText(Find("browser-seasonal.season.json")))!["tensors"]!;
            int phase = (int)tensors["phase"]!["offset"]!;
            int grid = (int)tensors["grid"]!["offset"]!;
            return (all[..phase], all[phase..grid], all[grid..]);
        }
    }

    private static float[] Floats(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Find(name))).ToArray();

    private static string Find(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "persistence", name);
}
