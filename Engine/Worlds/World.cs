using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Worlds;

/// <summary>
/// A world of species on a device. A world is used by one thread at a time; several worlds may share a device or run
/// on different ones at once.
/// </summary>
public sealed partial class World : IDisposable
{
    private readonly Launcher launcher;
    private readonly int? rowsPerBand;
    private WorldBody body;

    /// <summary>Makes a new world (section 6): the sun everywhere, and seeds of every species.</summary>
    /// <param name="device">Where it lives; the device must outlive it.</param>
    /// <param name="parameters">Its rules.</param>
    /// <exception cref="UserException">The parameters are not valid, or the device is too small.</exception>
    public World(ComputeDevice device, WorldParameters parameters)
        : this(device, parameters, rowsPerBand: null)
    {
    }

    /// <summary>The same, cut into bands of a given height.</summary>
    internal World(ComputeDevice device, WorldParameters parameters, int? rowsPerBand)
        : this(device, parameters, rowsPerBand, parameters.Seed, isSeeded: true)
    {
    }

    private World(ComputeDevice device, WorldParameters parameters, int? rowsPerBand, ulong worldSeed, bool isSeeded)
    {
        parameters.Validate();
        Device = device;
        Parameters = parameters;
        WorldSeed = worldSeed;
        this.rowsPerBand = rowsPerBand;
        launcher = new Launcher(device);
        Edits = new EditHistory(launcher);
        maps = new PictureMaps(launcher);
        try
        {
            body = MakeBody(parameters);
            body.MakeRoomForCopy(launcher);
            body.Begin(parameters, worldSeed);
            if (isSeeded)
            {
                SeedEverySpecies();
            }
        }
        catch
        {
            launcher.Forget();
            body?.Dispose(null);
            launcher.Dispose();
            throw;
        }
    }

    /// <summary>Where the world lives.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The parameters in force.</summary>
    public WorldParameters Parameters { get; private set; }

    /// <summary>What decides how it goes on; its parameters are theirs.</summary>
    public RuleSet Rules => RuleSets.Of(Parameters);

    /// <summary>The seed that all random numbers of this world come from; <see cref="Reset"/> takes over a new one.</summary>
    public ulong WorldSeed { get; private set; }

    /// <summary>Steps done since the world began.</summary>
    public long StepNumber { get; private set; }

    /// <summary>Bytes of device memory that a world takes, its last good state aside.</summary>
    internal static long MemoryBytes(ComputeDevice device, WorldParameters parameters)
    {
        using Launcher counting = new(device);
        return WorldBody.Bytes(counting, RuleSets.Of(parameters).ShapeOf(parameters, device));
    }

    /// <summary>From where its operations are launched.</summary>
    internal Launcher Launcher => launcher;

    /// <summary>What it has on its device.</summary>
    internal WorldBody Body => body;

    /// <summary>Becomes a body of another shape, of which everything else stays.</summary>
    internal void Reshape(WorldShape shape) => Become(WorldBody.Make(launcher, shape, body));

    /// <summary>Changes the rules, from the next step on.</summary>
    /// <remarks>
    /// Live parameters change nothing else. A new grid size keeps the overlap. A change of the species' number or of
    /// their networks makes new networks and keeps the grid where it fits. Seed and seeding wait for
    /// <see cref="Reset"/>.
    /// </remarks>
    /// <exception cref="UserException">
    /// The new parameters are not valid, or the device has no room for old and new at once; the world is as it was before.
    /// </exception>
    /// <exception cref="WorldDiedException">Learning's numbers were not finite, and there is nothing good to go back to.</exception>
    public void Change(WorldParameters parameters)
    {
        parameters.Validate();
        if (parameters.Catalogue != Parameters.Catalogue)
        {
            throw new UserException($"a world keeps its rules; these are {Rules.Name}, and not {RuleSets.Of(parameters).Name}");
        }

        WorldBody next = MakeBody(parameters);
        try
        {
            // What the last good state was good for goes with it, so what stands now must be good.
            if (next.LastGood != body.LastGood && body.HasLearned)
            {
                parameters = parameters with { LearningRate = Halved(parameters.LearningRate, CheckHealth()) };
            }

            // What fails, fails here; a rule that changes nothing but the next step launches nothing to wait for.
            next.TakeOver(body, parameters, WorldSeed);
            if (!next.HasPartsOf(body))
            {
                launcher.Finish();
            }
        }
        catch
        {
            launcher.Forget();
            next.Dispose(body);
            throw;
        }

        Parameters = parameters;
        Become(next);
    }

    /// <summary>Starts again with the same settings: new weights, a new sun, a new grid, step 0.</summary>
    /// <param name="keepsWalls">Whether walls stay where they are; otherwise there are none.</param>
    public void Reset(bool keepsWalls = false)
    {
        float[]? walls = keepsWalls ? ReadWalls() : null;
        WorldSeed = Parameters.Seed;
        StepNumber = 0;
        scattered = 0;
        recoveries.Clear();
        recoveriesInARow = 0;
        body.BeginAgain(Parameters, WorldSeed);
        if (walls is not null)
        {
            LoadWalls(walls);
        }

        SeedEverySpecies();
        ForgetLastStep();
    }

    /// <summary>Waits for everything that was asked for.</summary>
    public void Finish()
    {
        body.CatchUp();
        launcher.Finish();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        launcher.Forget();
        body.Dispose(null);
        DisposeDrawing();
        observationCounts?.Dispose();
        conquests?.Dispose();
        advantageRows?.Dispose();
        Edits.Dispose();
        launcher.Dispose();
    }

    private WorldState Cells => body.Cells;

    private WorldStack Stack => body.Stack;

    // The world that is edited.
    private Area Area => Stack[0];

    private GroupedNetworks Networks => body.Species.Networks;

    private Optimizers Optimizers => body.Species.Optimizers;

    private Population Population => body.Population;

    private WorldBody MakeBody(WorldParameters parameters)
    {
        WorldShape shape = RuleSets.Of(parameters).ShapeOf(parameters, Device, rowsPerBand);
        CheckRoom(parameters, WorldBody.Bytes(launcher, shape, body));
        return WorldBody.Make(launcher, shape, body);
    }

    // Becomes another body, which is complete. From here on nothing fails.
    private void Become(WorldBody next)
    {
        WorldBody old = body;
        body = next;
        old.Dispose(next);
        if (MayCopy)
        {
            body.MakeRoomForCopy(launcher);
        }

        if (next.LastGood != old.LastGood)
        {
            recoveriesInARow = 0;
        }

        if (!next.HasCellsOf(old))
        {
            ForgetLastStep();
        }
    }

    // The grid is a new one.
    private void ForgetLastStep()
    {
        hasLastStep = false;
        countIsStale = true;
        maps.BeginAgain(Stack.Grid);
        ForgetConquests();
        Edits.Forget();
    }

    /// <exception cref="UserException">The device has not so much left.</exception>
    private void CheckRoom(WorldParameters parameters, long needed)
    {
        const double gibibyte = 1L << 30;
        if (needed > Device.Memory.Free)
        {
            string beside = Device.Memory.Taken > 0 ? FormattableString.Invariant($" beside the {Device.Memory.Taken / gibibyte:N1} GiB in use") : "";
            throw new UserException(FormattableString.Invariant(
                $"a {parameters.GridWidth} x {parameters.GridHeight} world of {parameters.Species} species needs {needed / gibibyte:N1} GiB, and {Device.Description.Id} has {Device.Memory.Free / gibibyte:N1} GiB{beside}; choose a smaller grid or network"));
        }
    }
}
