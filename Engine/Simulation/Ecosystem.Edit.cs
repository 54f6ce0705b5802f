using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine;

public sealed partial class Ecosystem
{
    /// <summary>Draws a straight stroke with a round brush.</summary>
    /// <param name="brush">What it does.</param>
    /// <param name="fromX">Where it begins, in cells; whole numbers are cells' centres.</param>
    /// <param name="fromY">Where it begins.</param>
    /// <param name="toX">Where it ends.</param>
    /// <param name="toY">Where it ends.</param>
    /// <param name="radius">The brush's radius in cells; 0 touches single cells.</param>
    /// <param name="species">The species to paint, 1 = the first; other brushes ignore it.</param>
    /// <exception cref="UserException">There is no such species, or a number is not finite or absurdly large.</exception>
    public void Stroke(Brush brush, float fromX, float fromY, float toX, float toY, float radius, int species = 0)
    {
        if (brush == Brush.Paint)
        {
            CheckSpecies(species);
        }

        if (!((float[])[fromX, fromY, toX, toY, radius]).All(number => Math.Abs(number) <= Farthest) || radius < 0)
        {
            throw new UserException($"a stroke needs finite coordinates up to {Farthest:N0} and a radius of 0 or more");
        }

        Area area = world.Area;
        int left = Cut(MathF.Min(fromX, toX) - radius - 1, area.Width);
        int right = Cut(MathF.Max(fromX, toX) + radius + 2, area.Width);
        int top = Cut(MathF.Min(fromY, toY) - radius - 1, area.Height);
        int bottom = Cut(MathF.Max(fromY, toY) + radius + 2, area.Height);
        Area touched = new(left, top, right - left, bottom - top);
        if (touched.Cells == 0)
        {
            return;
        }

        launcher.Run<Stroke, Stroke.Arguments>(new Stroke.Arguments
        {
            Cell = SeededCell(),
            Walls = world.Walls.Planes,
            Brush = brush,
            Species = species,
            FromX = fromX,
            FromY = fromY,
            ToX = toX,
            ToY = toY,
            Radius = radius,
            Target = touched,
        });
        countIsStale = true;
    }

    /// <summary>Gives random open cells to a species.</summary>
    /// <param name="species">The species, 1 = the first.</param>
    /// <param name="count">How many cells.</param>
    /// <exception cref="UserException">There is no such species.</exception>
    public void AddSeeds(int species, int count)
    {
        CheckSpecies(species);
        launcher.Run<Seeding, Seeding.Arguments>(new Seeding.Arguments
        {
            Cell = SeededCell(),
            Walls = world.Walls.Planes,
            Species = species,
            Seeds = count,
        });
        countIsStale = true;
    }

    // Squares of distances must stay finite.
    private const float Farthest = 1e7f;

    private static int Cut(float coordinate, int size) => (int)Math.Clamp(coordinate, 0, size);

    private void SeedEverySpecies()
    {
        for (int species = 1; species <= Parameters.Species; species++)
        {
            AddSeeds(species, Parameters.SeedsPerSpecies);
        }
    }

    private void CheckSpecies(int species)
    {
        if (species < 1 || species > Parameters.Species)
        {
            throw new UserException($"there is no species {species}; this world has 1 to {Parameters.Species}");
        }
    }

    private SeededCell SeededCell() => new()
    {
        Grid = world.Grid.Planes,
        Characters = characters.View,
        Entities = world.Entities,
        Channels = world.Channels,
        Whole = world.Area,
        Seed = WorldSeed,
        Step = StepNumber,
    };
}
