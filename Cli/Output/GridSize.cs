namespace GpuEcosystem.Cli.Output;

/// <summary>How much grid there is, in words.</summary>
internal static class GridSize
{
    /// <summary>"128 x 64 cells", or "4 worlds of 128 x 64 cells".</summary>
    public static string Of(int worlds, int width, int height) => $"{(worlds > 1 ? $"{worlds} worlds of " : "")}{width} x {height} cells";
}
