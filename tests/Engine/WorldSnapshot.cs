using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Tests.Engine;

/// <summary>What a world held at a moment, cell by cell.</summary>
internal sealed class WorldSnapshot(World world)
{
    private readonly int width = world.Parameters.GridWidth;
    private readonly int height = world.Parameters.GridHeight;
    private readonly float[] grid = world.ReadGrid();
    private readonly float[] walls = world.ReadWalls();
    private readonly float[] winRate = world.ReadWinRate();

    public float[] Weights { get; } = world.ReadWeights();

    public IEnumerable<(int X, int Y)> Places => Enumerable.Range(0, width * height).Select(cell => (cell % width, cell / width));

    public float[] Cell(int x, int y) =>
        [.. Enumerable.Range(0, grid.Length / walls.Length).Select(plane => grid[plane * walls.Length + y * width + x])];

    public float Wall(int x, int y) => walls[y * width + x];

    public float WinRate(int x, int y) => winRate[y * width + x];
}
