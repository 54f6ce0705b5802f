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
    public static float[] After => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Find("browser-32.after.f32"))).ToArray();

    private static string Find(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "persistence", name);
}
