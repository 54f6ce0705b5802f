using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Strokes touch the cells within their radius of a line, those alone, and do to them what their brush says.</summary>
public class EditTests
{
    private const int Width = 31;
    private const int Height = 23;
    private const int Cells = Width * Height;
    private const int Entities = 4;
    private const int Channels = 5;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = Entities - 1,
        GridWidth = Width,
        GridHeight = Height,
        StateChannels = Channels - 1,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 0,
        UpdateProbability = 1,
        WinRate = false,
        LearnInterval = 0,
    };

    // From, to and radius: discs, single cells, capsules, and strokes that begin, end or lie off the grid.
    private static readonly (float FromX, float FromY, float ToX, float ToY, float Radius)[] strokes =
    [
        (10, 8, 10, 8, 0),
        (10, 8, 10, 8, 3),
        (10.3f, 8.2f, 10.3f, 8.2f, 1.4f),
        (0, 0, 0, 0, 2),
        (30, 22, 30, 22, 1),
        (3, 5, 20, 5, 0),
        (3, 5, 21, 16, 0),
        (3, 20, 9, 1, 2.3f),
        (-20, -5, 12, 9, 1.2f),
        (25, 19, 60, 31, 4),
        (-50, 3, -50, 3, 4),
        (15, 40, 15, 40, 10),
        (15, 11, 15, 11, 100),
    ];

    /// <summary>Every stroke on every device.</summary>
    public static TheoryData<string, int> StrokesOnDevices
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string device in Devices.All.Select(row => (string)row))
            {
                foreach (int stroke in Enumerable.Range(0, strokes.Length))
                {
                    data.Add(device, stroke);
                }
            }

            return data;
        }
    }

    /// <summary>Each brush over a world of random cells and walls.</summary>
    [Theory]
    [MemberData(nameof(StrokesOnDevices))]
    public void Brushes_change_the_cells_they_touch(string device, int stroke)
    {
        bool[] touched = Touched(stroke);
        foreach (Brush brush in Enum.GetValues<Brush>())
        {
            Random random = new(stroke);
            using World world = new(Devices.Open(device), parameters);
            float[] grid = [.. Enumerable.Range(0, (Entities + Channels) * Cells).Select(_ => random.NextSingle())];
            float[] walls = [.. Enumerable.Range(0, Cells).Select(_ => random.Next(3) == 0 ? 1f : 0f)];
            world.LoadGrid(grid);
            world.LoadWalls(walls);
            var (fromX, fromY, toX, toY, radius) = strokes[stroke];
            world.Stroke(brush, fromX, fromY, toX, toY, radius, species: 2);

            AssertStroke(brush, touched, Split(grid), walls, Split(world.ReadGrid()), world.ReadWalls());
        }
    }

    /// <summary>Nobody ever enters a wall that was drawn, and what it encloses stays enclosed.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Walls_hold(string device)
    {
        using World world = new(Devices.Open(device), parameters with { MinOccupancy = 0, AliveThreshold = 0.2f, SunPenalty = 10 });
        world.Stroke(Brush.Erase, 0, 0, 0, 0, 100);
        world.Stroke(Brush.Wall, 15, 0, 15, 22, 0);
        world.Stroke(Brush.Paint, 13, 11, 13, 11, 1, species: 1);
        for (int step = 0; step < 6; step++)
        {
            world.Step();
        }

        float[][] cells = Split(world.ReadGrid());
        bool Alive(int cell) => cells[cell][1..Entities].Any(aliveness => aliveness > 0);
        Assert.Contains(Enumerable.Range(0, Cells), cell => cell % Width < 10 && Alive(cell));
        Assert.DoesNotContain(Enumerable.Range(0, Cells), cell => cell % Width >= 15 && Alive(cell));
    }

    /// <summary>The helpers of the small know at once whom a stroke, or new seeds, made small or large.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void The_next_step_counts_what_was_edited(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        Action<World>[] edits = [world => world.AddSeeds(3, 100), world => world.Stroke(Brush.Paint, 9, 9, 20, 12, 4, species: 1)];
        Assert.All(edits, edit => Assert.Equal(HashAfter(opened, edit, recount: true), HashAfter(opened, edit, recount: false)));
    }

    /// <summary>What cannot be drawn is refused in one line, and nothing changes.</summary>
    [Theory]
    [InlineData(Brush.Paint, 5f, 1f, 0, "there is no species 0; this world has 1 to 3")]
    [InlineData(Brush.Paint, 5f, 1f, 4, "there is no species 4; this world has 1 to 3")]
    [InlineData(Brush.Wall, float.NaN, 1f, 1, "finite")]
    [InlineData(Brush.Wall, float.PositiveInfinity, 1f, 1, "finite")]
    [InlineData(Brush.Erase, 5f, -1f, 1, "radius")]
    public void Impossible_strokes_are_refused(Brush brush, float x, float radius, int species, string reason)
    {
        using World world = new(Devices.Open("cpu"), parameters);
        string before = world.StateHash();
        UserException refusal = Assert.Throws<UserException>(() => world.Stroke(brush, x, 5, 5, 5, radius, species));

        Assert.Contains(reason, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Equal(before, world.StateHash());
    }

    private static string HashAfter(ComputeDevice device, Action<World> edit, bool recount)
    {
        using World world = new(device, parameters with { MinOccupancy = 200, DiversityWeight = 2 });
        world.Step();
        edit(world);
        if (recount)
        {
            // Numbers that are loaded are counted before they are used.
            world.LoadGrid(world.ReadGrid());
        }

        world.Step();
        return world.StateHash();
    }

    private static void AssertStroke(
        Brush brush, bool[] touched, float[][] before, float[] wallsBefore, float[][] after, float[] wallsAfter)
    {
        float[] sun = [1, .. new float[Entities + Channels - 1]];
        for (int cell = 0; cell < Cells; cell++)
        {
            bool wall = wallsBefore[cell] == 1;
            bool builds = touched[cell] && brush == Brush.Wall;
            Assert.Equal(builds || (wall && (!touched[cell] || brush == Brush.Paint)) ? 1f : 0f, wallsAfter[cell]);
            if (!touched[cell] || brush == Brush.RemoveWall || (brush == Brush.Paint && wall))
            {
                Assert.Equal(before[cell], after[cell]);
            }
            else if (brush == Brush.Paint)
            {
                float[] oneHot = [0, 0, 1, 0];
                Assert.Equal(oneHot, after[cell][..Entities]);
                Assert.InRange(after[cell][Entities..].Sum(value => value * value), 0.5f, 1.5f);
            }
            else
            {
                Assert.Equal(sun, after[cell]);
            }
        }
    }

    // The cells whose centres lie within the radius, and half a cell, of the stroke's line.
    private static bool[] Touched(int stroke)
    {
        var (fromX, fromY, toX, toY, radius) = strokes[stroke];
        double lengthSquared = Math.Pow(toX - fromX, 2) + Math.Pow(toY - fromY, 2);
        bool[] touched = new bool[Cells];
        for (int cell = 0; cell < Cells; cell++)
        {
            (double x, double y) = (cell % Width - fromX, cell / Width - fromY);
            double along = lengthSquared > 0 ? Math.Clamp((x * (toX - fromX) + y * (toY - fromY)) / lengthSquared, 0, 1) : 0;
            double distance = Math.Sqrt(Math.Pow(x - along * (toX - fromX), 2) + Math.Pow(y - along * (toY - fromY), 2));
            Assert.True(Math.Abs(distance - radius - 0.5) > 1e-4, "rounding would decide whether this stroke touches a cell");
            touched[cell] = distance < radius + 0.5;
        }

        return touched;
    }

    private static float[][] Split(float[] grid) =>
        [.. Enumerable.Range(0, Cells).Select(cell =>
            Enumerable.Range(0, Entities + Channels).Select(plane => grid[plane * Cells + cell]).ToArray())];
}
