using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>A sun that is a base and a trainable offset: one vector for the whole grid, or one for each cell.</summary>
internal abstract class VectorSun : Sun
{
    protected VectorSun(DeviceArena memory, EcosystemShape shape, Area area)
        : base(memory, shape)
    {
        Base = memory.Planes(Channels, area);
        Offset = memory.Planes(Channels, area);
    }

    /// <summary>Its parts of the state.</summary>
    public static ImmutableArray<StatePart> State { get; } =
    [
        new("sunBase", ShapeOf, body => Of(body).Base, ChangesBySteps: false),
        new("sunOffset", ShapeOf, body => Of(body).Offset),
    ];

    /// <summary>The base, <c>[channels][1][1]</c> or <c>[channels][y][x]</c>.</summary>
    public PlaneBuffer Base { get; }

    /// <summary>The trainable offset, of the same shape.</summary>
    public PlaneBuffer Offset { get; }

    public override void Clear() => Fill(Offset, new float[Channels]);

    public override (float[] Base, float[] Offset) ReadMeans() => (Means(Base), Means(Offset));

    public override (float[] Base, float[] Offset) Read() =>
        (Base.Read(Launcher.Flush(), 0, Channels), Offset.Read(Launcher.Flush(), 0, Channels));

    /// <summary>Replaces base and offset.</summary>
    public void Write(ReadOnlySpan<float> newBase, ReadOnlySpan<float> newOffset)
    {
        Base.Write(Launcher.Flush(), newBase);
        Offset.Write(Launcher.Flush(), newOffset);
    }

    public override void TakeOver(Sun old, ulong seed)
    {
        (float[] newBase, float[] newOffset) = old.ReadMeans();
        Fill(Base, newBase);
        Fill(Offset, newOffset);
    }

    protected override void Begin(float[] vector, ulong seed) => Fill(Base, vector);

    protected void Propose(Planes proposal, Area target) =>
        Launcher.Run<SunProposal, SunProposal.Arguments>(new SunProposal.Arguments
        {
            Base = Base.Planes,
            Offset = Offset.Planes,
            Proposal = proposal,
            Channels = Channels,
            Spatial = DiffersByCell ? 1 : 0,
            Target = target,
        });

    private static VectorSun Of(WorldBody body) => (VectorSun)((EcosystemBody)body).Sun;

    private static ImmutableArray<long> ShapeOf(WorldParameters parameters)
    {
        int channels = parameters.Channels;
        return ((EcosystemParameters)parameters).SunMode == SunMode.Spatial
            ? StatePart.OfGrid(parameters, channels)
            : [channels, 1, 1];
    }

    private float[] Means(PlaneBuffer planes)
    {
        float[] means = new float[Channels];
        for (int channel = 0; channel < Channels; channel++)
        {
            means[channel] = (float)planes.Read(Launcher.Flush(), channel, 1).Average(value => (double)value);
        }

        return means;
    }

    private void Fill(PlaneBuffer planes, float[] vector)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            Launcher.Fill(planes.Planes.From(channel), 1, planes.Area, vector[channel]);
        }
    }
}
