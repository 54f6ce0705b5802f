using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Reference.PetriDish;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>
/// A sample on a device. The tall grid does not start at the corner, results lie over numbers that must go, and the dead propose
/// what is no number.
/// </summary>
internal sealed class DishBench : IDisposable
{
    /// <summary>What lies where results will be.</summary>
    public const float Before = 77;

    private readonly DishSample sample;
    private readonly PlaneBuffer grid;
    private readonly PlaneBuffer walls;
    private readonly PlaneBuffer species;
    private readonly PlaneBuffer scales;
    private readonly PlaneBuffer sums;
    private readonly DeviceBuffer<float> sun;
    private readonly bool isInterleaved;

    public DishBench(ComputeDevice device, DishSample sample, DishCoupling coupling = DishCoupling.Independent)
    {
        this.sample = sample;
        isInterleaved = coupling == DishCoupling.Interleaved;
        Workbench = new Workbench(device);
        DishParameters p = sample.P;
        Whole = new Area(2, 5, p.GridWidth, p.GridHeight * sample.Worlds.Count);
        grid = Planes(sample.Tall(world => world.Grid));
        walls = Planes(sample.Tall(world => world.Walls));
        species = Planes(InPlanes(sample.Tall(world => [.. world.Species.Select((value, i) =>
            world.Masks[p.Cells + i / p.Cells / p.Channels * p.Cells + i % p.Cells] > 0 ? value : double.NaN)])));
        sun = Workbench.Buffer(ToFloat(sample.Sun));
        Masks = Result(p.Entities);
        scales = Result(2 * p.Entities);
        sums = Result(p.StateChannels);
        Weights = Result(p.Entities);
        Shares = Result(p.Entities);
        NextState = Result(p.Channels);
        Aliveness = Result(p.Entities);
    }

    public Workbench Workbench { get; }

    /// <summary>The tall grid.</summary>
    public Area Whole { get; }

    public WorldStack Worlds => new(Whole, sample.P.GridHeight);

    public PlaneBuffer Masks { get; }

    public PlaneBuffer Weights { get; }

    public PlaneBuffer Shares { get; }

    public PlaneBuffer NextState { get; }

    public PlaneBuffer Aliveness { get; }

    /// <summary>The contest's arguments.</summary>
    public Contest.Arguments Contest(Area target) => new()
    {
        Proposals = new DishProposals
        {
            Sun = sun.View,
            Species = species.Planes,
            EntityStep = isInterleaved ? 1 : sample.P.Channels,
            ChannelStep = isInterleaved ? sample.P.Species : 1,
            Channels = sample.P.Channels,
            StateChannels = sample.P.StateChannels,
            Entities = sample.P.Entities,
        },
        Masks = Masks.Planes,
        State = grid.Planes.From(sample.P.Entities),
        Scales = scales.Planes,
        Sums = sums.Planes,
        Weights = Weights.Planes,
        Shares = Shares.Planes,
        NextState = NextState.Planes,
        Kind = Kind,
        InverseTemperature = (float)(1 / sample.P.Temperature),
        Target = target,
    };

    /// <summary>Which rules hold.</summary>
    public ContestKind Kind => sample.P.IsDuel ? ContestKind.Duel : ContestKind.PetriDish;

    /// <summary>Masks, contest and survival, in one go or band by band.</summary>
    public DishBench Step(params Area[] bands)
    {
        foreach (Area band in bands.DefaultIfEmpty(Whole))
        {
            Area around = band.GrowRows(1, Whole);
            Workbench.Run<AliveMask, AliveMask.Arguments>(new AliveMask.Arguments
            {
                Grid = grid.Planes,
                Walls = walls.Planes,
                Masks = Masks.Planes,
                Entities = sample.P.Entities,
                Threshold = sample.P.AliveThreshold,
                Readable = Worlds,
                Target = around,
            });
            Workbench.Run<Contest, Contest.Arguments>(Contest(around));
            Survive(Shares, band);
        }

        return this;
    }

    /// <summary>Survival of given shares.</summary>
    public void Survive(PlaneBuffer shares, Area target) => Workbench.Run<Survival, Survival.Arguments>(new Survival.Arguments
    {
        Shares = shares.Planes,
        Aliveness = Aliveness.Planes,
        Entities = sample.P.Entities,
        Kind = Kind,
        Threshold = sample.P.AliveThreshold,
        Readable = Worlds,
        Target = target,
    });

    /// <summary>Planes over the tall grid with numbers.</summary>
    public PlaneBuffer Planes(double[] values) => Workbench.Planes(values.Length / (int)Whole.Cells, Whole, ToFloat(values));

    /// <summary>Planes over the tall grid for a result.</summary>
    public PlaneBuffer Result(int planes) => Planes([.. Enumerable.Repeat((double)Before, planes * (int)Whole.Cells)]);

    /// <summary>Planes <c>[species][C][y][x]</c> in the order in which proposals lie.</summary>
    public T[] InPlanes<T>(T[] planes) => Reorder(planes, sample.P.Species, sample.P.Channels);

    /// <summary>The way back from the order in which proposals lie.</summary>
    public T[] FromPlanes<T>(T[] planes) => Reorder(planes, sample.P.Channels, sample.P.Species);

    public void Dispose() => Workbench.Dispose();

    private T[] Reorder<T>(T[] planes, int outer, int inner)
    {
        int cells = (int)Whole.Cells;
        return !isInterleaved ? planes : [.. Enumerable.Range(0, outer * inner).SelectMany(plane =>
        {
            int from = plane % outer * inner + plane / outer;
            return planes[(from * cells)..((from + 1) * cells)];
        })];
    }

    private static float[] ToFloat(double[] values) => Array.ConvertAll(values, value => (float)value);
}
