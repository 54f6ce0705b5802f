using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>A sun of a vector of its own for every cell.</summary>
internal sealed class SpatialSun(DeviceArena memory, EcosystemShape shape) : VectorSun(memory, shape, shape.Grid)
{
    public override bool DiffersByCell => true;

    public override void TakeOver(Sun old, ulong seed)
    {
        base.TakeOver(old, seed);
        if (old is SpatialSun spatial)
        {
            KeepOverlap(spatial.Base, Base);
            KeepOverlap(spatial.Offset, Offset);
        }
        else if (old is SeasonalSun seasonal)
        {
            seasonal.Evaluate(Base.Planes, Grid, Grid);
        }
    }

    public override void BeginStep()
    {
    }

    public override Planes ProposeFor(PlaneBuffer? room, Area window)
    {
        Planes proposal = room!.Over(window);
        Propose(proposal, window);
        return proposal;
    }

    public override SunGradient MakeGradient(DeviceArena room, Area patch) => new Gradient(room, this, patch);

    public override SunDistances? Measure(Planes walls)
    {
        Distances.Measure(new SunField
        {
            First = Base.Planes,
            Second = Offset.Planes,
            Added = 1,
            Walls = walls,
            Channels = Channels,
            Whole = Grid,
        });
        return Distances;
    }

    private void KeepOverlap(PlaneBuffer source, PlaneBuffer target)
    {
        Area overlap = new(
            0, 0, Math.Min(source.Area.Width, target.Area.Width), Math.Min(source.Area.Height, target.Area.Height));
        Launcher.Copy(source.Planes, overlap, target.Planes, overlap, Channels);
    }

    // Each cell of the patch has its own; the others do not move.
    private sealed class Gradient(DeviceArena memory, SpatialSun sun, Area largest) : SunGradient(memory.Planes(sun.Channels, largest))
    {
        private readonly Launcher launcher = memory.Launcher;

        public override void Sum(Area patch)
        {
        }

        public override void Descend(Area patch, float rate) =>
            launcher.Run<SunDescent, SunDescent.Arguments>(new SunDescent.Arguments
            {
                Offset = sun.Offset.Planes,
                Gradient = Slopes.Over(patch),
                Channels = sun.Channels,
                Rate = rate,
                Target = patch,
            });

        public override float[] Read() => Slopes.Read(launcher.Flush(), 0, sun.Channels);
    }
}
