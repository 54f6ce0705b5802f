using BenchmarkDotNet.Attributes;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Benchmarks;

/// <summary>The competition's operations, one at a time, under the default rules and over random numbers.</summary>
[BenchmarkCategory(Categories.Kernels, Categories.Quick, Categories.Deep)]
public class ContestKernels
{
    private static readonly EcosystemParameters rules = EcosystemParameters.Default;

    private DeviceArena? memory;
    private Launcher? launcher;
    private Contest? contest;
    private StateUpdate.Arguments stateUpdate;
    private AlivenessUpdate.Arguments alivenessUpdate;
    private PlaneBuffer? nextGrid;
    private Area area;

    /// <summary>Side of the grid.</summary>
    [Params(256)]
    public int Size { get; set; }

    private static int Entities => rules.Species + 1;

    private static int Channels => rules.StateChannels + rules.HiddenChannels;

    private Launcher Launcher => launcher!;

    /// <summary>Holds a contest, carries it out, and looks at the next grid.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ComputeDevice device = CheckedDevice.Open();
        area = new Area(0, 0, Size, Size);
        launcher = new Launcher(device);
        memory = new DeviceArena(launcher);
        contest = new Contest(memory, rules.Species, rules.StateChannels, area, area);
        PlaneBuffer walls = Planes(1, area);
        PlaneBuffer grid = Random(Entities + Channels, area, 0, 1);
        nextGrid = Planes(Entities + Channels, area);
        PlaneBuffer winRate = Random(1, area, 0, 1);
        DeviceBuffer<float> populations = memory.Allocate<float>(Entities);
        DeviceBuffer<float> rowSums = memory.Allocate<float>(Entities * Size);
        DeviceBuffer<float> changes = memory.Allocate<float>(Activity.NumbersPerRow * Size);
        Proposals proposals = new()
        {
            Sun = Random(Channels, area with { Height = 1 }, -1, 1).AsRepeatedRow(),
            Species = Random(rules.Species * Channels, area, -1, 1).Planes,
            Channels = Channels,
            StateChannels = rules.StateChannels,
            Entities = Entities,
        };
        contest.Hold(rules, proposals, masks: default, grid.Planes, walls.Planes, populations.View, area, area);
        Participation participation = new()
        {
            Uniforms = new CellUniforms { Stream = RandomStream.CellUpdate, Whole = area, Given = walls.Planes },
            WinRate = winRate.Planes,
            WinRateOn = 1,
            Probability = rules.UpdateProbability,
            Strength = rules.WinRateStrength,
        };
        stateUpdate = new StateUpdate.Arguments
        {
            Proposals = proposals,
            Weights = contest.Weights(area),
            Alive = contest.Alive(area),
            Participation = participation,
            State = grid.Planes.From(Entities),
            NextState = nextGrid.Planes.From(Entities),
            Target = area,
        };
        alivenessUpdate = new AlivenessUpdate.Arguments
        {
            Aliveness = contest.Aliveness(area),
            Participation = participation,
            Grid = grid.Planes,
            NextGrid = nextGrid.Planes,
            Activity = new Activity { Rows = changes.View, Heat = winRate.Planes },
            RowSums = rowSums.View,
            Entities = Entities,
            Memory = rules.WinRateMemory,
            Whole = area,
            Target = area,
        };
        UpdateState();
        UpdateAliveness();
        CheckedDevice.RequireNumbers("next grid", nextGrid.Read(launcher.Flush(), 0, nextGrid.Count));
    }

    /// <summary>Every entity's share of the energy around each cell.</summary>
    [Benchmark(Description = nameof(Concentration))]
    public void Concentrate()
    {
        Launcher.Run<Concentration, Concentration.Arguments>(contest!.LastConcentration);
        Launcher.Finish();
    }

    /// <summary>Every entity's score.</summary>
    [Benchmark(Description = nameof(Scores))]
    public void Score()
    {
        Launcher.Run<Scores, Scores.Arguments>(contest!.LastScores);
        Launcher.Finish();
    }

    /// <summary>Weights in place of scores, and what survives.</summary>
    [Benchmark(Description = nameof(Resolution))]
    public void Resolve()
    {
        Launcher.Run<Resolution, Resolution.Arguments>(contest!.LastResolution);
        Launcher.Finish();
    }

    /// <summary>The next grid's state.</summary>
    [Benchmark(Description = nameof(StateUpdate))]
    public void UpdateState()
    {
        Launcher.Run<StateUpdate, StateUpdate.Arguments>(stateUpdate);
        Launcher.Finish();
    }

    /// <summary>The next grid's aliveness.</summary>
    [Benchmark(Description = nameof(AlivenessUpdate))]
    public void UpdateAliveness()
    {
        Launcher.RunGroups<AlivenessUpdate, AlivenessUpdate.Arguments>(alivenessUpdate);
        Launcher.Finish();
    }

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        memory!.Dispose();
        launcher!.Dispose();
    }

    private PlaneBuffer Planes(int count, Area over) => memory!.Planes(count, over);

    private PlaneBuffer Random(int count, Area over, float from, float to)
    {
        PlaneBuffer planes = Planes(count, over);
        planes.Write(Launcher.Flush(), NetworkBench.Random(count * over.Cells, from, to));
        return planes;
    }
}
