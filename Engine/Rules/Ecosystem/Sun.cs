using System.Collections.Immutable;
using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>What competes with the species for every cell (section 3). Each <see cref="SunMode"/> is a class of its own.</summary>
internal abstract class Sun : IDisposable
{
    // With this scale a new sun's vector has length 1.
    private const float UnitScale = 0.6f;

    private readonly DeviceArena memory;
    private SunDistances? distances;

    protected Sun(DeviceArena memory, EcosystemShape shape)
    {
        this.memory = memory;
        Channels = shape.Channels;
        Grid = shape.Grid;
    }

    public int Channels { get; }

    /// <summary>Whether it proposes something else in each cell, so that each window needs room for it.</summary>
    public abstract bool DiffersByCell { get; }

    /// <summary>The periods of its seasons, in steps; null where it has none.</summary>
    public virtual float[]? ReadPeriods() => null;

    protected Launcher Launcher => memory.Launcher;

    protected Area Grid { get; }

    /// <summary>A sun of the shape's mode, which <see cref="Begin(ulong, int, float)"/> or <see cref="TakeOver"/> fills.</summary>
    public static Sun Make(DeviceArena memory, EcosystemShape shape) => shape.SunMode switch
    {
        SunMode.Global => new GlobalSun(memory, shape),
        SunMode.Spatial => new SpatialSun(memory, shape),
        SunMode.Seasonal => new SeasonalSun(memory, shape),
        _ => throw new UnreachableException($"there is no sun of mode {shape.SunMode}"),
    };

    /// <summary>The parts of the state that a sun of some mode has, in the order of files.</summary>
    public static ImmutableArray<StatePart> StateOf(SunMode mode) => mode switch
    {
        SunMode.Global or SunMode.Spatial => VectorSun.State,
        SunMode.Seasonal => SeasonalSun.State,
        _ => throw new UnreachableException($"there is no sun of mode {mode}"),
    };

    /// <summary>A new sun: in every cell one random direction in the state channels, with length 1 at the default scale.</summary>
    /// <remarks>
    /// The published implementation scales the numbers before it brings them to length 1, which leaves the scale without effect.
    /// Here the length follows the scale.
    /// </remarks>
    /// <param name="seed">Where all that is random comes from.</param>
    /// <param name="stateChannels">S.</param>
    /// <param name="initialScale">SunInitScale.</param>
    public void Begin(ulong seed, int stateChannels, float initialScale)
    {
        float[] vector = new float[Channels];
        double lengthSquared = 0;
        for (int channel = 0; channel < stateChannels; channel++)
        {
            vector[channel] = Philox.Normal(seed, RandomStream.Sun, 0, (ulong)channel);
            lengthSquared += vector[channel] * vector[channel];
        }

        float scale = (float)(initialScale / UnitScale / Math.Sqrt(lengthSquared));
        for (int channel = 0; channel < Channels; channel++)
        {
            vector[channel] *= scale;
        }

        Begin(vector, seed);
    }

    /// <summary>Forgets what has been learned, as far as a new beginning does not.</summary>
    public virtual void Clear()
    {
    }

    /// <summary>Takes over a sun of another mode or grid: cells that it has no vector for take the mean of all.</summary>
    /// <param name="old">The other.</param>
    /// <param name="seed">Where all that is new and random comes from.</param>
    public abstract void TakeOver(Sun old, ulong seed);

    /// <summary>What the sun is before its tanh, averaged over all cells: a part that stays, and one that is learned.</summary>
    public abstract (float[] Base, float[] Offset) ReadMeans();

    /// <summary>The same of each cell, <c>[channels][y][x]</c>; of a sun that is the same everywhere, <c>[channels]</c>.</summary>
    public abstract (float[] Base, float[] Offset) Read();

    /// <summary>Computes what all windows of a step share.</summary>
    public abstract void BeginStep();

    /// <summary>What the sun proposes for a window, <c>[channels][y][x]</c>.</summary>
    /// <param name="room">Where it is computed if it <see cref="DiffersByCell"/>; else null.</param>
    /// <param name="window">The window.</param>
    public abstract Planes ProposeFor(PlaneBuffer? room, Area window);

    /// <summary>Time goes on, whether anything is learned or not.</summary>
    public virtual void EndStep()
    {
    }

    /// <summary>Where learning passes keep what moves this sun.</summary>
    /// <param name="room">Holds all of it.</param>
    /// <param name="patch">The largest patch.</param>
    public abstract SunGradient MakeGradient(DeviceArena room, Area patch);

    /// <summary>How far the sun of each cell lies from the mean of those that are no walls; null where it differs nowhere.</summary>
    /// <param name="walls">1 in wall cells, <c>[1][y][x]</c>.</param>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public abstract SunDistances? Measure(Planes walls);

    public virtual void Dispose()
    {
        distances?.Dispose();
        memory.Dispose();
    }

    protected abstract void Begin(float[] vector, ulong seed);

    /// <summary>Where a sun that differs by cell is measured.</summary>
    /// <exception cref="UserException">The device has no room for it.</exception>
    protected SunDistances Distances => distances ??= DeviceArena.Make(Launcher, room => new SunDistances(room, Channels, Grid));
}
