using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    /// <summary>The largest coordinate of a stroke: squares of distances must stay finite.</summary>
    internal const float Farthest = 1e7f;

    // Numbers drawn for scattered seeds since the world began, so that two of a step do not land in the same cells.
    private ulong scattered;

    /// <summary>Draws a straight stroke with a round brush.</summary>
    /// <param name="brush">What it does.</param>
    /// <param name="fromX">Where it begins, in cells; whole numbers are cells' centres.</param>
    /// <param name="fromY">Where it begins.</param>
    /// <param name="toX">Where it ends.</param>
    /// <param name="toY">Where it ends.</param>
    /// <param name="radius">The brush's radius in cells; 0 touches single cells.</param>
    /// <param name="species">The species to paint, 1 = the first; other brushes ignore it.</param>
    /// <param name="channel">
    /// The only channel that painting sets and erasing clears, from 0, in worlds whose rules have such brushes; null for whole cells.
    /// </param>
    /// <exception cref="UserException">There is no such species or channel, or a number is not finite or absurdly large.</exception>
    public void Stroke(
        Brush brush, float fromX, float fromY, float toX, float toY, float radius, int species = 0, int? channel = null)
    {
        CheckChannel(brush, channel);
        if (brush == Brush.Paint)
        {
            CheckSpecies(species);
        }

        if (brush == Brush.Wall)
        {
            CheckWalls();
        }

        CheckPlace(fromX, fromY, radius);
        CheckPlace(toX, toY, radius);
        Area area = Area;
        int left = Cut(MathF.Min(fromX, toX) - radius - 1, area.Width);
        int right = Cut(MathF.Max(fromX, toX) + radius + 2, area.Width);
        int top = Cut(MathF.Min(fromY, toY) - radius - 1, area.Height);
        int bottom = Cut(MathF.Max(fromY, toY) + radius + 2, area.Height);
        Area touched = new(left, top, right - left, bottom - top);
        if (touched.Cells == 0)
        {
            return;
        }

        StrokeShape shape = new() { FromX = fromX, FromY = fromY, ToX = toX, ToY = toY, Radius = radius };
        Edits.Record(Cells, shape, touched);
        launcher.Run<Stroke, Stroke.Arguments>(new Stroke.Arguments
        {
            Cell = channel is int only ? OneChannel(only) : SeededCell(),
            Walls = Cells.Walls.Planes,
            Brush = brush,
            Species = species,
            Shape = shape,
            Target = touched,
        });
        NoteEdit();
    }

    /// <summary>
    /// From here on strokes belong to one edit, until the next call. Before the first call nothing is recorded.
    /// </summary>
    public void BeginEdit() => Edits.Begin();

    /// <summary>Takes back the last edit: the cells that its strokes touched get what they held right before.</summary>
    /// <remarks>
    /// Aliveness, state and walls go back, also after steps; other cells keep what has become of them. Old edits are
    /// forgotten when all together take much memory, and so is an edit that alone takes too much. A new grid, new
    /// networks and <see cref="Reset"/> forget all.
    /// </remarks>
    /// <returns>Whether there was an edit to take back.</returns>
    public bool Undo()
    {
        bool undone = Edits.Undo(Cells);
        if (undone)
        {
            NoteEdit();
        }

        return undone;
    }

    /// <summary>How many edits can be taken back.</summary>
    public int UndoableEdits => Edits.Count;

    /// <summary>
    /// Stands for the last edit that can be taken back, and is the same object as long as that is the last; null if there is none.
    /// </summary>
    public object? LastEdit => Edits.Last;

    /// <summary>Whether the edit that is being made is too large to be taken back; those before it cannot be either then.</summary>
    public bool LosesEdit => Edits.IsLost;

    /// <summary>What can be taken back.</summary>
    internal EditHistory Edits { get; }

    /// <summary>Gives random open cells to a species.</summary>
    /// <param name="species">The species, 1 = the first.</param>
    /// <param name="count">How many cells.</param>
    /// <exception cref="UserException">There is no such species.</exception>
    public void AddSeeds(int species, int count)
    {
        CheckSpecies(species);
        body.PlantSome(SeededCell(), species, count);
        NoteEdit();
    }

    /// <summary>Gives random open cells within a disc to a species; part of the same edit as the strokes around it.</summary>
    /// <param name="species">The species, 1 = the first.</param>
    /// <param name="count">How many cells; a small disc has fewer.</param>
    /// <param name="x">The disc's middle, in cells; whole numbers are cells' centres.</param>
    /// <param name="y">The disc's middle.</param>
    /// <param name="radius">The disc's radius in cells.</param>
    /// <exception cref="UserException">There is no such species, or a number is not finite or absurdly large.</exception>
    public void Scatter(int species, int count, float x, float y, float radius)
    {
        CheckSpecies(species);
        CheckPlace(x, y, radius);
        long room = (long)Math.Ceiling(Math.PI * (radius + 0.5) * (radius + 0.5));
        for (long seed = 0; seed < Math.Min(count, room); seed++)
        {
            float distance = radius * MathF.Sqrt(Philox.Uniform(WorldSeed, RandomStream.Scatter, StepNumber, scattered++));
            float turn = Philox.Uniform(WorldSeed, RandomStream.Scatter, StepNumber, scattered++);
            float atX = MathF.Round(x + distance * Scalar.CosOfTurn(turn));
            float atY = MathF.Round(y + distance * Scalar.SinOfTurn(turn));
            Stroke(Brush.Paint, atX, atY, atX, atY, 0, species);
        }
    }

    private static void CheckPlace(float x, float y, float radius)
    {
        if (!((float[])[x, y, radius]).All(number => Math.Abs(number) <= Farthest) || radius < 0)
        {
            throw new UserException($"a stroke needs finite coordinates up to {Farthest:N0} and a radius of 0 or more");
        }
    }

    private static int Cut(float coordinate, int size) => (int)Math.Clamp(coordinate, 0, size);

    private void SeedEverySpecies()
    {
        body.Plant(Parameters, WorldSeed, SeededCell);
        countIsStale = true;
    }

    private void NoteEdit()
    {
        countIsStale = true;
        body.Edited();
    }

    private void CheckWalls()
    {
        if (!body.HasWalls)
        {
            throw new UserException($"worlds of the rules {Rules.Name} have no walls");
        }
    }

    private void CheckChannel(Brush brush, int? channel)
    {
        if (channel is null)
        {
            return;
        }

        if (!Rules.PaintsChannels || brush is not (Brush.Paint or Brush.Erase))
        {
            throw new UserException(
                Rules.PaintsChannels
                    ? "only paint and erase can be for one channel"
                    : $"in worlds of the rules {Rules.Name} brushes change whole cells, not one channel");
        }

        int channels = Parameters.StateChannels + Parameters.HiddenChannels;
        if (channel < 0 || channel >= channels)
        {
            throw new UserException($"there is no channel {channel}; cells of this world have 0 to {channels - 1}");
        }
    }

    private void CheckSpecies(int species)
    {
        if (species < 1 || species > Parameters.Species)
        {
            throw new UserException($"there is no species {species}; this world has 1 to {Parameters.Species}");
        }
    }

    // Cells as if they had nothing but a channel, which is what a species' first one begins as where it lives.
    private SeededCell OneChannel(int channel)
    {
        SeededCell cell = SeededCell();
        cell.Grid = Cells.State.From(channel);
        (cell.Entities, cell.Channels) = (0, 1);
        return cell;
    }

    private SeededCell SeededCell() => new()
    {
        Grid = Cells.Grid.Planes,
        Characters = body.Species.Characters.View,
        Entities = Cells.Entities,
        Channels = Cells.Channels,
        Whole = Area,
        Alike = body.CellsBeginAlike ? 1 : 0,
        Seed = WorldSeed,
        Step = StepNumber,
    };
}
