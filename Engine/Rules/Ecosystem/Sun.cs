using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>The sun's parameters, base and offset: one vector for the whole grid, or one for each cell.</summary>
internal sealed class Sun : IDisposable
{
    // With this scale the base has length 1.
    private const float UnitScale = 0.6f;

    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly PlaneBuffer baseVector;
    private readonly PlaneBuffer offset;

    // What a global sun proposes in every row; a spatial one has none.
    private readonly PlaneBuffer? row;

    private readonly Area grid;
    private SunDistances? distances;

    public Sun(DeviceArena memory, EcosystemShape shape)
    {
        this.memory = memory;
        launcher = memory.Launcher;
        Mode = shape.SunMode;
        Channels = shape.Channels;
        grid = shape.Grid;
        Area area = Mode == SunMode.Spatial ? grid : new Area(0, 0, 1, 1);
        baseVector = memory.Planes(Channels, area);
        offset = memory.Planes(Channels, area);
        row = Mode == SunMode.Global ? memory.Planes(Channels, grid with { Height = 1 }) : null;
    }

    public SunMode Mode { get; }

    public int Channels { get; }

    /// <summary>
    /// A new sun (section 3): a random direction in the state channels, with length 1 at the default scale.
    /// </summary>
    /// <remarks>
    /// The specification scales the numbers before it brings them to length 1, which leaves the scale without effect.
    /// Here the length follows the scale.
    /// </remarks>
    /// <param name="seed">Where the direction comes from.</param>
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

        Fill(baseVector, vector);
    }

    /// <summary>Forgets what has been learned.</summary>
    public void Clear() => Fill(offset, new float[Channels]);

    /// <summary>Takes over a sun of another mode or grid: cells that it has no vector for take the mean of all.</summary>
    public void TakeOver(Sun old)
    {
        Fill(baseVector, old.Means(old.baseVector));
        Fill(offset, old.Means(old.offset));
        if (Mode == SunMode.Spatial && old.Mode == SunMode.Spatial)
        {
            KeepOverlap(old.baseVector, baseVector);
            KeepOverlap(old.offset, offset);
        }
    }

    /// <summary>
    /// Computes what a global sun proposes, which all windows of a step share; a spatial sun proposes for each window.
    /// </summary>
    public void BeginStep()
    {
        if (row is not null)
        {
            Propose(row.AsRepeatedRow(), grid with { Height = 1 });
        }
    }

    /// <summary>What the sun proposes for a window, <c>[channels][y][x]</c>.</summary>
    /// <param name="room">Where it is computed if the sun is a spatial one; null for a global one.</param>
    /// <param name="window">The window.</param>
    public Planes ProposeFor(PlaneBuffer? room, Area window)
    {
        if (row is not null)
        {
            return row.AsRepeatedRow();
        }

        Planes proposal = room!.Over(window);
        Propose(proposal, window);
        return proposal;
    }

    /// <summary>How far each cell's vector lies from the mean one.</summary>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public SunDistances Measure()
    {
        distances ??= DeviceArena.Make(launcher, room => new SunDistances(room, Channels, grid));
        distances.Measure(this);
        return distances;
    }

    /// <summary>Moves the offset down a gradient: of each cell of the patch, or in total; a rate of 0 moves nothing.</summary>
    public void Descend(Planes gradient, ArrayView<float> totals, Area patch, float rate)
    {
        if (rate == 0)
        {
            return;
        }

        bool spatial = Mode == SunMode.Spatial;
        launcher.Run<SunDescent, SunDescent.Arguments>(new SunDescent.Arguments
        {
            Offset = offset.Planes,
            Gradient = gradient,
            Totals = totals,
            Spatial = spatial ? 1 : 0,
            Channels = Channels,
            Rate = rate,
            Target = spatial ? patch : offset.Area,
        });
    }

    /// <summary>The base, <c>[channels][1][1]</c> or <c>[channels][y][x]</c>.</summary>
    public PlaneBuffer Base => baseVector;

    /// <summary>The trainable offset, of the same shape.</summary>
    public PlaneBuffer Offset => offset;

    /// <summary>Base then offset, each <c>[channels]</c> or <c>[channels][y][x]</c>.</summary>
    public IEnumerable<float[]> Read()
    {
        yield return baseVector.Read(launcher.Flush(), 0, Channels);
        yield return offset.Read(launcher.Flush(), 0, Channels);
    }

    /// <summary>Replaces base and offset.</summary>
    public void Write(ReadOnlySpan<float> newBase, ReadOnlySpan<float> newOffset)
    {
        baseVector.Write(launcher.Flush(), newBase);
        offset.Write(launcher.Flush(), newOffset);
    }

    public void Dispose()
    {
        distances?.Dispose();
        memory.Dispose();
    }

    private void Propose(Planes proposal, Area target) =>
        launcher.Run<SunProposal, SunProposal.Arguments>(new SunProposal.Arguments
        {
            Base = baseVector.Planes,
            Offset = offset.Planes,
            Proposal = proposal,
            Channels = Channels,
            Spatial = Mode == SunMode.Spatial ? 1 : 0,
            Target = target,
        });

    private float[] Means(PlaneBuffer planes)
    {
        float[] means = new float[Channels];
        for (int channel = 0; channel < Channels; channel++)
        {
            means[channel] = (float)planes.Read(launcher.Flush(), channel, 1).Average(value => (double)value);
        }

        return means;
    }

    private void Fill(PlaneBuffer planes, float[] vector)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            launcher.Fill(planes.Planes.From(channel), 1, planes.Area, vector[channel]);
        }
    }

    private void KeepOverlap(PlaneBuffer source, PlaneBuffer target)
    {
        Area overlap = new(
            0, 0, Math.Min(source.Area.Width, target.Area.Width), Math.Min(source.Area.Height, target.Area.Height));
        launcher.Copy(source.Planes, overlap, target.Planes, overlap, Channels);
    }
}
