using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Learning;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Simulation;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine;

/// <summary>
/// A world of species on a device. A world is used by one thread at a time; several worlds may share a device or run
/// on different ones at once.
/// </summary>
public sealed partial class Ecosystem : IDisposable
{
    private readonly Launcher launcher;
    private readonly int? rowsPerBand;
    private WorldState world;
    private Network network;
    private Optimizers optimizers;
    private Sun sun;
    private Population population;
    private StepBuffers buffers;
    private DeviceBuffer<float> characters;
    private LearningPass? learning;

    /// <summary>Makes a new world (section 6): the sun everywhere, and seeds of every species.</summary>
    /// <param name="device">Where it lives; the device must outlive it.</param>
    /// <param name="parameters">Its rules.</param>
    /// <exception cref="UserException">The parameters are not valid, or the device is too small.</exception>
    public Ecosystem(ComputeDevice device, EcosystemParameters parameters)
        : this(device, parameters, rowsPerBand: null)
    {
    }

    /// <summary>The same, cut into bands of a given height.</summary>
    internal Ecosystem(ComputeDevice device, EcosystemParameters parameters, int? rowsPerBand)
        : this(device, parameters, rowsPerBand, parameters.Seed)
    {
        SeedEverySpecies();
    }

    // A world without any seeds.
    private Ecosystem(ComputeDevice device, EcosystemParameters parameters, int? rowsPerBand, ulong worldSeed)
    {
        parameters.Validate();
        MemoryEstimate.Check(device, parameters);
        Device = device;
        Parameters = parameters;
        WorldSeed = worldSeed;
        this.rowsPerBand = rowsPerBand;
        launcher = new Launcher(device);
        Edits = new EditHistory(launcher);
        world = NewWorld(parameters);
        (network, optimizers, sun, characters) = NewSpecies();
        population = new Population(launcher, parameters.Species, world.Area);
        buffers = new StepBuffers(launcher, parameters, network.Layout, CutGrid(parameters));
    }

    /// <summary>Where the world lives.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The rules in force.</summary>
    public EcosystemParameters Parameters { get; private set; }

    /// <summary>The seed that all random numbers of this world come from; <see cref="Reset"/> takes over a new one.</summary>
    public ulong WorldSeed { get; private set; }

    /// <summary>Gives a world that goes on other random numbers from here on; what it is made of stays.</summary>
    internal void GoOnWithSeed(ulong seed)
    {
        Parameters = Parameters with { Seed = seed };
        WorldSeed = seed;
    }

    /// <summary>Steps done since the world began.</summary>
    public long StepNumber { get; private set; }

    /// <summary>From where its operations are launched.</summary>
    internal Launcher Launcher => launcher;

    /// <summary>Changes the rules, from the next step on.</summary>
    /// <remarks>
    /// Live parameters change nothing else. A new grid size keeps the overlap. A change of the species' number or of
    /// their networks makes new networks and keeps the grid where it fits. Seed and seeding wait for
    /// <see cref="Reset"/>.
    /// </remarks>
    /// <exception cref="UserException">The new parameters are not valid, or the device is too small.</exception>
    public void Change(EcosystemParameters parameters)
    {
        parameters.Validate();
        bool resizes = (parameters.GridWidth, parameters.GridHeight) != (world.Area.Width, world.Area.Height);
        bool rebuilds = LayoutOf(parameters) != network.Layout
            || (parameters.Species, parameters.StateChannels) != (Parameters.Species, Parameters.StateChannels);
        bool newBuffers = resizes || rebuilds
            || BufferShape(parameters) != BufferShape(Parameters)
            || parameters.SunMode != sun.Mode;
        MemoryEstimate.Check(Device, parameters);
        if (newBuffers || parameters.TrainRegion != Parameters.TrainRegion)
        {
            // The last good state goes with the pass, so what stands now must be good.
            int[] halved = learning is null ? [] : CheckHealth();
            parameters = parameters with { LearningRate = Halved(parameters.LearningRate, halved) };
            ForgetLearningPass();
        }

        Parameters = parameters;
        if (resizes || rebuilds)
        {
            WorldState old = world;
            world = NewWorld(parameters);
            world.TakeOver(old);
            launcher.Finish();
            old.Dispose();
            population.Dispose();
            population = new Population(launcher, parameters.Species, world.Area);
            hasLastStep = false;
            countIsStale = true;
            ForgetMaps();
            Edits.Forget();
        }

        if (rebuilds)
        {
            launcher.Finish();
            DisposeSpecies();
            (network, optimizers, sun, characters) = NewSpecies();
        }
        else if (resizes || parameters.SunMode != sun.Mode)
        {
            Sun old = sun;
            sun = old.Convert(parameters.SunMode, world.Area);
            launcher.Finish();
            old.Dispose();
            ForgetSunDistances();
        }

        if (newBuffers)
        {
            buffers.Dispose();
            buffers = new StepBuffers(launcher, parameters, network.Layout, CutGrid(parameters));
        }
    }

    /// <summary>Starts again with the same settings: new weights, a new sun, a new grid without walls, step 0.</summary>
    public void Reset()
    {
        WorldSeed = Parameters.Seed;
        StepNumber = 0;
        hasLastStep = false;
        scattered = 0;
        recoveries.Clear();
        launcher.Finish();
        world.Dispose();
        DisposeSpecies();
        population.Dispose();
        world = NewWorld(Parameters);
        (network, optimizers, sun, characters) = NewSpecies();
        population = new Population(launcher, Parameters.Species, world.Area);
        SeedEverySpecies();
        ForgetMaps();
        Edits.Forget();
    }

    /// <summary>Waits for everything that was asked for.</summary>
    public void Finish() => launcher.Finish();

    /// <inheritdoc/>
    public void Dispose()
    {
        launcher.Finish();
        world.Dispose();
        DisposeSpecies();
        population.Dispose();
        buffers.Dispose();
        observationCounts?.Dispose();
        DisposeDrawing();
        Edits.Dispose();
        launcher.Dispose();
    }

    internal static NetworkLayout LayoutOf(EcosystemParameters parameters)
    {
        int channels = parameters.StateChannels + parameters.HiddenChannels;
        return new NetworkLayout(
            parameters.Species,
            parameters.AliveVisible ? parameters.Species + 1 + channels : channels,
            channels,
            parameters.NetworkWidth,
            parameters.NetworkDepth,
            parameters.KernelSize,
            parameters.Coupling == Coupling.Shared ? 1 : parameters.Species);
    }

    // Concentration reads neighbours, so its window decides how many rows a band has to be larger.
    private static int BufferShape(EcosystemParameters parameters) =>
        parameters.Concentration ? parameters.ConcentrationWindow : 1;

    private Bands CutGrid(EcosystemParameters parameters)
    {
        Area grid = new(0, 0, parameters.GridWidth, parameters.GridHeight);
        return rowsPerBand is int rows
            ? new Bands(grid, Math.Min(rows, grid.Height))
            : StepBuffers.Cut(LayoutOf(parameters), grid, Device);
    }

    private WorldState NewWorld(EcosystemParameters parameters) =>
        new(launcher, parameters, StepBuffers.SpareRows(LayoutOf(parameters), CutGrid(parameters)));

    private (Network Network, Optimizers Optimizers, Sun Sun, DeviceBuffer<float> Characters) NewSpecies()
    {
        Network made = new(launcher, LayoutOf(Parameters));
        made.Weights.Write(launcher.Stream, 0, NetworkInitialization.Draw(made.Layout, WorldSeed));
        DeviceBuffer<float> drawn = Device.Allocate<float>((long)Parameters.Species * (1 + world.Channels));
        drawn.Write(launcher.Stream, 0, DrawCharacters());
        Sun risen = Sun.Create(launcher, Parameters with { Seed = WorldSeed }, world.Area);
        return (made, new Optimizers(launcher, made), risen, drawn);
    }

    // Of each species a scale, (0.7 + 0.6 (n + 0.5) / N)(0.9 + 0.2 z), and a bias vector, 0.3 · normal(C).
    private float[] DrawCharacters()
    {
        int species = Parameters.Species;
        int length = 1 + world.Channels;
        float[] drawn = new float[species * length];
        for (int n = 0; n < species; n++)
        {
            // A normal number takes two words, and the one uniform number takes the first pair's place.
            ulong first = (ulong)(n * length);
            float z = Philox.Uniform(WorldSeed, RandomStream.SpeciesCharacter, 0, 2 * first);
            drawn[n * length] = (0.7f + 0.6f * (n + 0.5f) / species) * (0.9f + 0.2f * z);
            for (int channel = 1; channel < length; channel++)
            {
                ulong index = first + (ulong)channel;
                drawn[n * length + channel] = 0.3f * Philox.Normal(WorldSeed, RandomStream.SpeciesCharacter, 0, index);
            }
        }

        return drawn;
    }

    private void DisposeSpecies()
    {
        ForgetLearningPass();
        network.Dispose();
        optimizers.Dispose();
        sun.Dispose();
        characters.Dispose();
    }
}
