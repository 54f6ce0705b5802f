using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>A sun of one vector for the whole grid.</summary>
internal sealed class GlobalSun : VectorSun
{
    // What it proposes in every row.
    private readonly PlaneBuffer row;

    public GlobalSun(DeviceArena memory, EcosystemShape shape)
        : base(memory, shape, new Area(0, 0, 1, 1))
    {
        row = memory.Planes(Channels, Grid with { Height = 1 });
    }

    public override bool DiffersByCell => false;

    public override void BeginStep() => Propose(row.AsRepeatedRow(), Grid with { Height = 1 });

    public override Planes ProposeFor(PlaneBuffer? room, Area window) => row.AsRepeatedRow();

    public override SunGradient MakeGradient(DeviceArena room, Area patch) => new Gradient(room, this, patch);

    public override SunDistances? Measure(Planes walls) => null;

    // A vector that all cells share collects from all.
    private sealed class Gradient(DeviceArena memory, GlobalSun sun, Area largest) : SunGradient(memory.Planes(sun.Channels, largest))
    {
        private readonly Launcher launcher = memory.Launcher;
        private readonly DeviceBuffer<float> rowSums = memory.Allocate<float>((long)sun.Channels * largest.Height);
        private readonly DeviceBuffer<float> totals = memory.Allocate<float>(sun.Channels);

        public override void Sum(Area patch)
        {
            launcher.RunGroups<Census, Census.Arguments>(new Census.Arguments
            {
                Grid = Slopes.Over(patch),
                RowSums = rowSums.View,
                Entities = sun.Channels,
                Target = patch,
            });
            launcher.RunGroups<RowTotals, RowTotals.Arguments>(new RowTotals.Arguments
            {
                RowSums = rowSums.View,
                Totals = totals.View,
                Counts = sun.Channels,
                RowCount = patch.Height,
            });
        }

        public override void Descend(Area patch, float rate) =>
            launcher.Run<SunDescent, SunDescent.Arguments>(new SunDescent.Arguments
            {
                Offset = sun.Offset.Planes,
                Gradient = new Planes(totals.View, stride: 1, pitch: 1, x: 0, y: 0),
                Channels = sun.Channels,
                Rate = rate,
                Target = sun.Offset.Area,
            });

        public override float[] Read() => totals.ReadAll(launcher.Flush());
    }
}
