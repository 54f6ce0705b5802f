using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Seasons;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>A sun of place and time (section 9): a small network over waves across the grid and over eight learned periods.</summary>
internal sealed class SeasonalSun : Sun
{
    private const float FrequencySpread = 5;
    private const double ShortestPeriod = 25;
    private const double LongestPeriod = 1000;

    // A grid is read in bands of so many rows, so that it takes little room.
    private const int RowsAtOnce = 32;

    private readonly DeviceBuffer<float> moment;
    private DeviceArena? shown;
    private PlaneBuffer? values;

    public SeasonalSun(DeviceArena memory, EcosystemShape shape)
        : base(memory, shape)
    {
        Weights = memory.Allocate<float>(SeasonLayout.Length(Channels));
        Phases = memory.Allocate<float>(SeasonLayout.Bands);
        moment = memory.Allocate<float>(SeasonLayout.Moment);
    }

    /// <summary>Its parts of the state.</summary>
    public static ImmutableArray<StatePart> State { get; } =
    [
        new("sunWeights", p => [SeasonLayout.Length(p.Channels)], body => new FlatNumbers(Of(body).Weights)),
        new("sunPhases", _ => [SeasonLayout.Bands], body => new FlatNumbers(Of(body).Phases)),
    ];

    /// <summary>All that is trained, as <see cref="SeasonLayout"/> has it.</summary>
    public DeviceBuffer<float> Weights { get; }

    /// <summary>How far each band has come, in radians.</summary>
    public DeviceBuffer<float> Phases { get; }

    public override bool DiffersByCell => true;

    public override float[] ReadPeriods()
    {
        float[] logarithms = new float[SeasonLayout.Bands];
        Weights.Read(Launcher.Flush(), SeasonLayout.LogPeriod, logarithms);
        return Array.ConvertAll(logarithms, MathF.Exp);
    }

    /// <summary>A network of its own, or that of the other, which spans the new grid.</summary>
    public override void TakeOver(Sun old, ulong seed)
    {
        if (old is SeasonalSun same)
        {
            same.Weights.CopyTo(Launcher.Flush(), Weights);
            same.Phases.CopyTo(Launcher.Flush(), Phases);
            return;
        }

        (float[] vector, float[] offset) = old.ReadMeans();
        Begin([.. vector.Zip(offset, (left, right) => left + right)], seed);
    }

    public override (float[] Base, float[] Offset) ReadMeans()
    {
        double[] sums = new double[Channels];
        VisitBands((band, channel, values) => sums[channel] += values.Sum(value => (double)value));
        return ([.. sums.Select(sum => (float)(sum / Grid.Cells))], new float[Channels]);
    }

    public override (float[] Base, float[] Offset) Read()
    {
        float[] present = new float[Channels * Grid.Cells];
        VisitBands((band, channel, values) => values.CopyTo(present, channel * Grid.Cells + (long)band.Y * Grid.Width));
        return (present, new float[present.Length]);
    }

    public override void BeginStep() => Launcher.Run<SeasonMoment, SeasonMoment.Arguments>(
        new SeasonMoment.Arguments { Weights = Weights.View, Phases = Phases.View, Moment = moment.View });

    public override Planes ProposeFor(PlaneBuffer? room, Area window)
    {
        Planes proposal = room!.Over(window);
        Propose(proposal, Grid, window, throughTanh: 1);
        return proposal;
    }

    public override void EndStep() => Launcher.Run<SeasonAdvance, SeasonAdvance.Arguments>(
        new SeasonAdvance.Arguments { Weights = Weights.View, Phases = Phases.View });

    /// <summary>Computes F, of which a proposal is the tanh, as the next step will.</summary>
    /// <param name="target">The result, <c>[channels][y][x]</c>.</param>
    /// <param name="whole">The grid that the network spans.</param>
    /// <param name="window">Its cells to compute.</param>
    public void Evaluate(Planes target, Area whole, Area window)
    {
        BeginStep();
        Propose(target, whole, window, throughTanh: 0);
    }

    /// <summary>All that is trained, then the phases.</summary>
    public (float[] Weights, float[] Phases) ReadNetwork() => (Weights.ReadAll(Launcher.Flush()), Phases.ReadAll(Launcher.Flush()));

    /// <summary>Replaces all that is trained, and the phases.</summary>
    public void Write(ReadOnlySpan<float> weights, ReadOnlySpan<float> phases)
    {
        Weights.Write(Launcher.Flush(), 0, weights);
        Phases.Write(Launcher.Flush(), 0, phases);
    }

    public override SunGradient MakeGradient(DeviceArena room, Area patch) => new Gradient(room, this, patch);

    public override SunDistances? Measure(Planes walls)
    {
        values ??= DeviceArena.Make(Launcher, room => (shown = room).Planes(Channels, Grid));
        Evaluate(values.Planes, Grid, Grid);
        Distances.Measure(new SunField
        {
            First = values.Planes,
            Second = values.Planes,
            Added = 0,
            Walls = walls,
            Channels = Channels,
            Whole = Grid,
        });
        return Distances;
    }

    public override void Dispose()
    {
        shown?.Dispose();
        base.Dispose();
    }

    /// <summary>Random waves and layers, whose output is the vector in every cell until it learns.</summary>
    protected override void Begin(float[] vector, ulong seed)
    {
        float[] weights = new float[Weights.Length];
        for (int band = 0; band < SeasonLayout.Bands; band++)
        {
            double turn = (double)band / (SeasonLayout.Bands - 1);
            weights[SeasonLayout.LogPeriod + band] = (float)(Math.Log(ShortestPeriod) + Math.Log(LongestPeriod / ShortestPeriod) * turn);
        }

        for (int i = SeasonLayout.Frequency; i < SeasonLayout.FirstSpatial; i++)
        {
            weights[i] = FrequencySpread * Philox.Normal(seed, RandomStream.SeasonalSun, 0, (ulong)i);
        }

        DrawMatrix(weights, SeasonLayout.FirstSpatial, SeasonLayout.Places, seed);
        DrawMatrix(weights, SeasonLayout.FirstTemporal, SeasonLayout.Times, seed);
        DrawMatrix(weights, SeasonLayout.Second, SeasonLayout.Hidden, seed);
        vector.CopyTo(weights.AsSpan(SeasonLayout.OutputBias(Channels)));
        Write(weights, new float[SeasonLayout.Bands]);
    }

    // Uniform in ±√(6 / (in + out)) (Glorot). A uniform number takes the first of the two words that a normal one there would.
    private static void DrawMatrix(float[] weights, int first, int inputs, ulong seed)
    {
        float limit = MathF.Sqrt(6f / (inputs + SeasonLayout.Hidden));
        for (int i = first; i < first + SeasonLayout.Hidden * inputs; i++)
        {
            weights[i] = limit * (2 * Philox.Uniform(seed, RandomStream.SeasonalSun, 0, 2 * (ulong)i) - 1);
        }
    }

    // F of each channel in one band after another.
    private void VisitBands(Action<Area, int, float[]> visit)
    {
        for (int row = 0; row < Grid.Height; row += RowsAtOnce)
        {
            Area band = Grid with { Y = row, Height = Math.Min(RowsAtOnce, Grid.Height - row) };
            using DeviceArena room = new(Launcher);
            PlaneBuffer computed = room.Planes(Channels, band);
            Evaluate(computed.Planes, Grid, band);
            for (int channel = 0; channel < Channels; channel++)
            {
                visit(band, channel, computed.Read(Launcher.Flush(), channel, 1));
            }
        }
    }

    private static SeasonalSun Of(WorldBody body) => (SeasonalSun)((EcosystemBody)body).Sun;

    private void Propose(Planes target, Area whole, Area window, int throughTanh) =>
        Launcher.RunGroups<SeasonalProposal, SeasonalProposal.Arguments>(new SeasonalProposal.Arguments
        {
            Weights = Weights.View,
            Moment = moment.View,
            Proposal = target,
            Channels = Channels,
            ThroughTanh = throughTanh,
            Whole = whole,
            Target = window,
        });

    private sealed class Gradient(DeviceArena memory, SeasonalSun sun, Area largest)
        : SunGradient(memory.Planes(SeasonalGradient.SlopePlanes(sun.Channels), largest))
    {
        private readonly Launcher launcher = memory.Launcher;
        private readonly PlaneBuffer values = memory.Planes(SeasonalGradient.ValuePlanes, largest);
        private readonly DeviceBuffer<float> gradients = memory.Allocate<float>(SeasonLayout.Length(sun.Channels));

        public override void Sum(Area patch)
        {
            launcher.RunGroups<SeasonalGradient, SeasonalGradient.Arguments>(new SeasonalGradient.Arguments
            {
                Weights = sun.Weights.View,
                Moment = sun.moment.View,
                Slopes = Slopes.Over(patch),
                Values = values.Over(patch),
                Channels = sun.Channels,
                Whole = sun.Grid,
                Target = patch,
            });
            launcher.RunGroups<SeasonSums, SeasonSums.Arguments>(new SeasonSums.Arguments
            {
                Slopes = Slopes.Over(patch),
                Values = values.Over(patch),
                Gradients = gradients.View,
                Channels = sun.Channels,
                Target = patch,
            });
            launcher.Run<SeasonMomentGradient, SeasonMomentGradient.Arguments>(new SeasonMomentGradient.Arguments
            {
                Weights = sun.Weights.View,
                Moment = sun.moment.View,
                Gradients = gradients.View,
            });
        }

        public override void Descend(Area patch, float rate) => launcher.Run<SeasonDescent, SeasonDescent.Arguments>(
            new SeasonDescent.Arguments { Weights = sun.Weights.View, Gradients = gradients.View, Rate = rate });

        public override float[] Read() => gradients.ReadAll(launcher.Flush());
    }
}
