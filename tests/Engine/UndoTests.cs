using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>An edit that is taken back leaves no trace in the cells that it touched, and other cells do not notice.</summary>
public class UndoTests
{
    private const int Width = 31;
    private const int Height = 23;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = 3,
        GridWidth = Width,
        GridHeight = Height,
        StateChannels = 4,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 0,
        SeedsPerSpecies = 80,
        LearnInterval = 0,
    };

    /// <summary>Strokes over each other, some beyond the grid's edge, as one edit.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void An_edit_is_taken_back_exactly(string device)
    {
        using World world = Make(device);
        string before = world.StateHash();
        world.BeginEdit();
        Assert.Equal(0, world.UndoableEdits);
        world.Stroke(Brush.Paint, 3, 4, 25, 17, 2, species: 2);
        world.Stroke(Brush.Wall, 20, -3, 2, 30, 1.5f);
        world.Stroke(Brush.Erase, 15, 11, 15, 11, 6);
        world.Stroke(Brush.RemoveWall, -40, 11, 80, 11, 3);
        world.Stroke(Brush.Erase, -40, 11, -40, 11, 3);
        Assert.NotEqual(before, world.StateHash());

        Assert.Equal(1, world.UndoableEdits);
        Assert.True(world.Undo());
        Assert.Equal(before, world.StateHash());
        Assert.Equal(0, world.UndoableEdits);
        Assert.False(world.Undo());
        Assert.Equal(before, world.StateHash());
    }

    /// <summary>Edits go back one by one, the last first; strokes after that are an edit of their own.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Edits_go_back_in_order(string device)
    {
        using World world = Make(device);
        List<string> hashes = [];
        foreach (int edit in Enumerable.Range(0, 3))
        {
            hashes.Add(world.StateHash());
            world.BeginEdit();
            world.Stroke(Brush.Paint, 5 + edit, 5, 9 + edit, 12, 3, species: 1 + edit);
            world.Stroke(Brush.Wall, 5, 9, 20, 9 + edit, 0);
        }

        Assert.Equal(4, hashes.Append(world.StateHash()).Distinct().Count());
        Assert.True(world.Undo());
        Assert.Equal(hashes[2], world.StateHash());
        world.Stroke(Brush.Erase, 8, 8, 8, 8, 4);
        Assert.Equal(3, world.UndoableEdits);
        foreach (int edit in (int[])[2, 1, 0])
        {
            Assert.True(world.Undo());
            Assert.Equal(hashes[edit], world.StateHash());
            Assert.Equal(edit, world.UndoableEdits);
        }
    }

    /// <summary>
    /// With steps between and after the strokes of an edit, a cell gets what it held right before the first stroke that
    /// touched it, and all others keep what the steps made of them.
    /// </summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Steps_in_between_are_kept_elsewhere(string device)
    {
        using World world = new(Devices.Open(device), parameters, rowsPerBand: 5);
        world.Step();
        WorldSnapshot first = new(world);
        world.BeginEdit();
        world.Stroke(Brush.Erase, 10, 8, 10, 8, 3);
        world.Step();
        WorldSnapshot second = new(world);
        world.Stroke(Brush.Wall, 13, 8, 13, 8, 2);
        world.Step();
        world.Step();
        WorldSnapshot last = new(world);
        Assert.True(world.Undo());

        WorldSnapshot undone = new(world);
        int restored = 0;
        foreach ((int x, int y) in undone.Places)
        {
            bool inFirst = Within(x, y, 10, 8, 3);
            WorldSnapshot expected = inFirst ? first : Within(x, y, 13, 8, 2) ? second : last;
            Assert.Equal(expected.Cell(x, y), undone.Cell(x, y));
            Assert.Equal(expected.Wall(x, y), undone.Wall(x, y));
            Assert.Equal(last.WinRate(x, y), undone.WinRate(x, y));
            restored += expected != last && !last.Cell(x, y).SequenceEqual(undone.Cell(x, y)) ? 1 : 0;
        }

        Assert.True(restored > 20, "the steps left what the strokes had touched as it was");
    }

    /// <summary>The helpers of the small know at once whom an undo made small or large.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void The_next_step_counts_what_was_taken_back(string device) =>
        Assert.Equal(HashAfterUndo(device, recount: true), HashAfterUndo(device, recount: false));

    /// <summary>Before the first <see cref="World.BeginEdit"/> nothing is kept, and new seeds never are.</summary>
    [Fact]
    public void Only_strokes_of_an_edit_are_kept()
    {
        using World world = Make("cpu");
        world.Stroke(Brush.Erase, 8, 8, 8, 8, 4);
        Assert.Equal(0, world.UndoableEdits);
        Assert.False(world.Undo());

        world.BeginEdit();
        world.AddSeeds(2, 50);
        world.Stroke(Brush.Erase, -90, 8, -90, 8, 4);
        Assert.Equal(0, world.UndoableEdits);
    }

    /// <summary>What takes too much memory or lies too far back is forgotten, and strokes work all the same.</summary>
    [Fact]
    public void Memory_is_limited()
    {
        using World world = Make("cpu");
        world.BeginEdit();
        world.Stroke(Brush.Wall, 4, 4, 4, 4, 1);
        string afterFirst = world.StateHash();

        // Room for two such discs, whose rectangles have 5 x 5 cells.
        world.Edits.MostBytes = 2 * sizeof(float) * PlaneBuffer.Floats(10, new(0, 0, 5, 5));
        foreach (int x in (int[])[10, 16])
        {
            world.BeginEdit();
            world.Stroke(Brush.Wall, x, 4, x, 4, 1);
        }

        Assert.Equal(2, world.UndoableEdits);
        Assert.True(world.Undo());
        Assert.True(world.Undo());
        Assert.False(world.Undo());
        Assert.Equal(afterFirst, world.StateHash());

        // The third disc of an edit is too much for it, and it takes all before with it.
        world.BeginEdit();
        world.Stroke(Brush.Wall, 4, 12, 4, 12, 1);
        world.BeginEdit();
        foreach (int x in (int[])[10, 16, 22, 26])
        {
            world.Stroke(Brush.Wall, x, 12, x, 12, 1);
            Assert.Equal(1, world.ReadWalls()[12 * Width + x]);
        }

        Assert.Equal(0, world.UndoableEdits);
        Assert.False(world.Undo());
        world.BeginEdit();
        world.Stroke(Brush.Wall, 4, 18, 4, 18, 1);
        Assert.Equal(1, world.UndoableEdits);
    }

    /// <summary>A hundred edits can be taken back, and no more.</summary>
    [Fact]
    public void Edits_are_limited()
    {
        using World world = Make("cpu");
        for (int edit = 0; edit < 103; edit++)
        {
            world.BeginEdit();
            world.Stroke(Brush.Wall, edit % Width, edit / Width, edit % Width, edit / Width, 0);
        }

        Assert.Equal(100, world.UndoableEdits);
        while (world.Undo())
        {
        }

        Assert.Equal([1, 1, 1, 0], world.ReadWalls()[..4]);
    }

    /// <summary>A new grid, new networks or a reset forget what lies before; a rule that changes does not.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void A_new_grid_has_no_history(string device)
    {
        Action<World>[] renewals =
        [
            world => world.Change(parameters with { GridWidth = 40 }),
            world => world.Change(parameters with { NetworkDepth = 1 }),
            world => world.Reset(),
        ];
        foreach (Action<World> renew in renewals)
        {
            using World world = Make(device);
            world.BeginEdit();
            world.Stroke(Brush.Erase, 8, 8, 8, 8, 4);
            world.Change(parameters with { UpdateProbability = 0.7f });
            Assert.Equal(1, world.UndoableEdits);
            renew(world);
            Assert.Equal(0, world.UndoableEdits);
            Assert.False(world.Undo());

            string before = world.StateHash();
            world.Stroke(Brush.Wall, 8, 8, 8, 8, 4);
            Assert.True(world.Undo());
            Assert.Equal(before, world.StateHash());
        }
    }

    private static World Make(string device)
    {
        World world = new(Devices.Open(device), parameters);
        world.Stroke(Brush.Wall, 12, 2, 17, 20, 1);
        world.Step();
        return world;
    }

    private static bool Within(int x, int y, int centreX, int centreY, double radius) =>
        Math.Sqrt(Math.Pow(x - centreX, 2) + Math.Pow(y - centreY, 2)) < radius + 0.5;

    private static string HashAfterUndo(string device, bool recount)
    {
        using World world = new(Devices.Open(device), parameters with { MinOccupancy = 200, DiversityWeight = 2 });
        world.Step();
        world.BeginEdit();
        world.Stroke(Brush.Paint, 9, 9, 20, 12, 6, species: 1);
        world.Step();
        world.Undo();
        if (recount)
        {
            // Numbers that are loaded are counted before they are used.
            world.LoadGrid(world.ReadGrid());
        }

        world.Step();
        return world.StateHash();
    }
}
