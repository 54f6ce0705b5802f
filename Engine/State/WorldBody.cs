using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Learning;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;

namespace GpuEcosystem.Engine.State;

/// <summary>
/// Everything that a world has on its device, in parts that are made and given back as wholes. Another body may share some of
/// them, so that a world changes by becoming another body, or not at all.
/// </summary>
internal sealed class WorldBody
{
    private WorldBody(WorldShape shape, WorldState world, Species species, Sun sun, StepBuffers buffers)
    {
        Shape = shape;
        World = world;
        Species = species;
        Sun = sun;
        Buffers = buffers;
    }

    /// <summary>What it has been made for.</summary>
    public WorldShape Shape { get; private set; }

    public WorldState World { get; }

    public Species Species { get; }

    public Sun Sun { get; }

    public StepBuffers Buffers { get; }

    /// <summary>Null where nothing is learned.</summary>
    public LearningPass? Learning { get; private set; }

    /// <summary>What learning goes back to when numbers are no longer finite; null where nothing is learned, or memory had no room.</summary>
    public LastGoodState? LastGood { get; private set; }

    private IEnumerable<IDisposable> Parts =>
        ((IDisposable?[])[World, Species, Sun, Buffers, Learning, LastGood]).OfType<IDisposable>();

    /// <summary>Bytes of device memory that a body takes, the last good state aside.</summary>
    /// <param name="launcher">Of the world.</param>
    /// <param name="shape">What it would be made for.</param>
    /// <param name="present">A body that lends it whatever fits; null if none.</param>
    public static long Bytes(Launcher launcher, WorldShape shape, WorldBody? present = null)
    {
        List<DeviceArena> counted = [];
        Assemble(shape, present, () => Another(counted, launcher, onlyCounts: true));
        return counted.Sum(arena => arena.Bytes);
    }

    /// <summary>Allocates a body, and writes nothing.</summary>
    /// <param name="launcher">Of the world.</param>
    /// <param name="shape">What it is to be made for.</param>
    /// <param name="present">A body that lends it whatever fits; null if none.</param>
    /// <exception cref="UserException">The device has no room for it; what was allocated has been given back.</exception>
    public static WorldBody Make(Launcher launcher, WorldShape shape, WorldBody? present = null)
    {
        List<DeviceArena> made = [];
        try
        {
            WorldBody body = Assemble(shape, present, () => Another(made, launcher, onlyCounts: false));
            body.LastGood = present?.LastGood is LastGoodState kept && kept.Fits(body) ? kept : null;
            return body;
        }
        catch
        {
            made.ForEach(arena => arena.Dispose());
            throw;
        }
    }

    /// <summary>A new world's numbers where all are 0 yet; seeds aside.</summary>
    public void Begin(EcosystemParameters parameters, ulong seed)
    {
        World.Begin();
        Species.Begin(seed);
        Sun.Begin(seed, parameters.StateChannels, parameters.SunInitScale);
    }

    /// <summary>A new world's numbers where there were others.</summary>
    public void BeginAgain(EcosystemParameters parameters, ulong seed)
    {
        World.Clear();
        Sun.Clear();
        Begin(parameters, seed);
        Learning?.Forget();
        LastGood?.Forget();
    }

    /// <summary>Fills what is new here from the body that it is to follow, or from the seed where nothing fits.</summary>
    public void TakeOver(WorldBody old, EcosystemParameters parameters, ulong seed)
    {
        if (World != old.World)
        {
            World.Begin();
            World.TakeOver(old.World);
        }

        if (Species != old.Species)
        {
            Species.Begin(seed);
            Sun.Begin(seed, parameters.StateChannels, parameters.SunInitScale);
        }
        else if (Sun != old.Sun)
        {
            Sun.TakeOver(old.Sun);
        }
    }

    /// <summary>Takes memory for a last good state where that is wanted and there is room.</summary>
    public void MakeRoomForCopy(Launcher launcher)
    {
        if (Learning is not null)
        {
            LastGood ??= LastGoodState.MakeIfThereIsRoom(launcher, this);
        }
    }

    /// <summary>Gives that memory back.</summary>
    public void GiveUpCopy()
    {
        LastGood?.Dispose();
        LastGood = null;
    }

    /// <summary>Whether two bodies have the same parts.</summary>
    public bool HasPartsOf(WorldBody other) => Parts.SequenceEqual(other.Parts);

    /// <summary>Gives back the parts that another body does not share; all of them if there is none.</summary>
    public void Dispose(WorldBody? other)
    {
        foreach (IDisposable part in Parts.Except(other?.Parts ?? []))
        {
            part.Dispose();
        }
    }

    private static WorldBody Assemble(WorldShape shape, WorldBody? present, Func<DeviceArena> another)
    {
        WorldShape? old = present?.Shape;
        bool sameWorld = old is not null
            && (shape.Layout, shape.StateChannels, shape.Bands) == (old.Layout, old.StateChannels, old.Bands);
        bool sameSpecies = old is not null && (shape.Layout, shape.StateChannels) == (old.Layout, old.StateChannels);
        bool sameSun = sameWorld && shape.SunMode == old!.SunMode;
        bool sameBuffers = sameSun && shape.Window == old!.Window;
        bool samePass = sameBuffers && (shape.Patch is null || shape.Patch == old!.Patch);
        WorldBody body = new(
            shape,
            sameWorld ? present!.World : new WorldState(another(), shape),
            sameSpecies ? present!.Species : new Species(another(), shape.Layout),
            sameSun ? present!.Sun : new Sun(another(), shape),
            sameBuffers ? present!.Buffers : new StepBuffers(another(), shape));
        if (samePass)
        {
            // A pass that is not needed just now keeps what it last said.
            body.Learning = present!.Learning;
            body.Shape = shape with { Patch = old!.Patch };
        }
        else if (shape.Patch is not null)
        {
            body.Learning = new LearningPass(another(), body.Species, shape);
        }

        return body;
    }

    private static DeviceArena Another(List<DeviceArena> arenas, Launcher launcher, bool onlyCounts)
    {
        DeviceArena arena = new(launcher, onlyCounts);
        arenas.Add(arena);
        return arena;
    }
}
