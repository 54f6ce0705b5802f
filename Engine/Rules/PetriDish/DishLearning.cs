using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Convolutional;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>
/// The way back through the taped steps of an epoch, from each entity's own loss to its own weights. Of every step the tape has the grid
/// before it; the step itself is taken again on the way back.
/// </summary>
internal sealed class DishLearning : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly PetriDishShape shape;
    private readonly DishDynamics dynamics;
    private readonly DishSun sun;
    private readonly ConvolutionLearning networks;
    private readonly PlaneBuffer[] tape;
    private readonly PlaneBuffer scores;
    private readonly PlaneBuffer gradient;
    private readonly PlaneBuffer sunGradient;
    private readonly PlaneBuffer? adjoints;
    private readonly InterleavedGradient? interleaved;
    private readonly DeviceBuffer<float> sunRows;
    private readonly bool[] hasGradient;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="network">Who learns.</param>
    /// <param name="dynamics">A step.</param>
    /// <param name="sun">What else learns.</param>
    /// <param name="shape">The world's.</param>
    public DishLearning(DeviceArena memory, ConvolutionNetwork network, DishDynamics dynamics, DishSun sun, PetriDishShape shape)
    {
        this.memory = memory;
        this.shape = shape;
        this.dynamics = dynamics;
        this.sun = sun;
        launcher = memory.Launcher;
        Area all = shape.Worlds.Grid;
        ConvolutionLayout layout = shape.Layout;
        Gradients = memory.Allocate<float>(layout.Length);
        networks = new ConvolutionLearning(memory, network, Gradients, shape.Bands);
        tape = [.. Enumerable.Range(0, shape.Unrolled).Select(_ => memory.Planes(shape.GridPlanes, all))];
        scores = memory.Planes(shape.Entities * shape.Entities, all);
        gradient = memory.Planes(layout.Species * layout.Channels, all);
        sunGradient = memory.Planes(layout.Channels, all);
        adjoints = shape.Unrolled > 1 ? memory.Planes(layout.Species * layout.Inputs, all) : null;
        interleaved = shape.Unrolled > 1 && shape.Coupling == Coupling.Interleaved ? new InterleavedGradient(memory, shape) : null;
        sunRows = memory.Allocate<float>((long)layout.Channels * all.Height);
        Outcome = new DishOutcome(memory, shape);
        hasGradient = new bool[layout.Species];
    }

    /// <summary>The grids before the taped steps, <c>[steps][entities + channels][y][x]</c>.</summary>
    public IReadOnlyList<PlaneBuffer> Tape => tape;

    /// <summary>What the worlds have come to.</summary>
    public DishOutcome Outcome { get; }

    /// <summary>The gradients of all weights, laid out as the weights are; 0 of those that do not learn.</summary>
    public DeviceBuffer<float> Gradients { get; }

    /// <summary>Keeps the grid before a taped step.</summary>
    public void Keep(int step, Planes grid) =>
        launcher.Copy(grid, shape.Worlds.Grid, tape[step].Planes, shape.Worlds.Grid, shape.GridPlanes);

    /// <summary>Computes the gradients of all weights and of the sun, as far as they learn.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="learners">Who learns.</param>
    /// <param name="steps">Taped steps, of which the last has just been taken.</param>
    /// <param name="grid">The grid after it.</param>
    /// <param name="walls">1 in wall cells.</param>
    /// <param name="spare">Planes for grids that nobody asks for.</param>
    public void Backward(PetriDishParameters parameters, Learners learners, int steps, Planes grid, Planes walls, Planes spare)
    {
        ForgetOthers(learners);
        bool anyNetwork = learners.Networks.Any();
        int first = anyNetwork ? 0 : Math.Max(0, steps - 1);
        for (int step = steps - 1; step >= first; step--)
        {
            bool isLast = step == steps - 1;
            Planes before = tape[step].Planes;
            if (!isLast)
            {
                dynamics.Forward(parameters, before, walls, spare);
            }

            foreach (IndexRun perspectives in learners.Perspectives(isLast))
            {
                ThroughContest(parameters, perspectives, before, isLast ? grid : tape[step + 1].Planes, isLast);
            }

            if (isLast && learners.Sun)
            {
                SumUpSun();
            }

            if (anyNetwork)
            {
                dynamics.ClearForeign(parameters, gradient.Planes);
            }

            foreach (IndexRun running in learners.Networks)
            {
                ThroughNetworks(parameters, running, before, isLast, isFirst: step == 0);
            }
        }
    }

    /// <summary>Makes 0 what networks leave behind.</summary>
    public void Clear() => networks.Clear();

    public void Dispose() => memory.Dispose();

    private void ForgetOthers(Learners learners)
    {
        for (int i = 0; i < hasGradient.Length; i++)
        {
            if (hasGradient[i] && !learners.HasNetwork(i))
            {
                networks.Forget(i);
            }

            hasGradient[i] = learners.HasNetwork(i);
        }
    }

    private void ThroughContest(PetriDishParameters parameters, IndexRun perspectives, Planes before, Planes after, bool isLast) =>
        launcher.Run<ContestGradient, ContestGradient.Arguments>(new ContestGradient.Arguments
        {
            Forward = dynamics.LastContest with { State = before.From(shape.Entities) },
            Aliveness = after,
            Upstream = Outcome.Upstream,
            Adjoints = (adjoints ?? gradient).Planes,
            Flow = (adjoints ?? gradient).Planes,
            ScoreGradient = scores.Planes,
            Gradient = gradient.Planes,
            SunGradient = sunGradient.Planes,
            IsLast = isLast ? 1 : 0,
            AliveVisible = parameters.AliveVisible ? 1 : 0,
            First = perspectives.First,
            Count = perspectives.Count,
            Readable = shape.Worlds,
        });

    // The sun reads nothing, so only the last step reaches it.
    private void SumUpSun()
    {
        launcher.RunGroups<SunGradient, SunGradient.Arguments>(new SunGradient.Arguments
        {
            Gradient = sunGradient.Planes,
            RowSums = sunRows.View,
            Channels = shape.Layout.Channels,
            Whole = shape.Worlds.Grid,
            Target = shape.Worlds.Grid,
        });
        launcher.RunGroups<RowTotals, RowTotals.Arguments>(new RowTotals.Arguments
        {
            RowSums = sunRows.View,
            Totals = sun.Gradient.View,
            Counts = shape.Layout.Channels,
            RowCount = shape.Worlds.Grid.Height,
        });
    }

    private void ThroughNetworks(PetriDishParameters parameters, IndexRun running, Planes before, bool isLast, bool isFirst)
    {
        ThroughTanh(running);
        Planes input = DishDynamics.Seen(parameters, before);
        bool accumulate = !isLast;
        if (isFirst)
        {
            RunBack(running, input, gradient.Planes, null, accumulate);
            return;
        }

        ClearAdjoints(parameters, running, isLast);
        if (interleaved is null)
        {
            RunBack(running, input, gradient.Planes, adjoints!.Planes, accumulate);
            return;
        }

        for (int species = 0; species < shape.Layout.Species; species++)
        {
            interleaved.Select(gradient.Planes, species);
            RunBack(running, input, interleaved.ProposalGradient, interleaved.InputGradient, accumulate || species > 0);
            interleaved.AddTo(adjoints!.Planes.From(species * shape.Layout.Inputs));
        }
    }

    private void ThroughTanh(IndexRun running) =>
        launcher.Run<TanhGradient, TanhGradient.Arguments>(new TanhGradient.Arguments
        {
            Output = dynamics.Proposals.Planes.From(running.First * shape.Layout.Channels),
            Gradient = gradient.Planes.From(running.First * shape.Layout.Channels),
            Channels = running.Count * shape.Layout.Channels,
            Target = shape.Worlds.Grid,
        });

    private void RunBack(IndexRun running, Planes input, Planes proposalGradient, Planes? inputGradient, bool accumulate)
    {
        for (int i = 0; i < shape.Bands.Count; i++)
        {
            networks.Backward(
                running, input, proposalGradient, inputGradient, dynamics.Habitat, shape.Worlds, shape.Bands[i], accumulate || i > 0);
        }
    }

    // What comes through the networks is added to what flows on along the state; nothing but the networks leads to aliveness.
    private void ClearAdjoints(PetriDishParameters parameters, IndexRun running, bool isLast)
    {
        int inputs = shape.Layout.Inputs;
        if (isLast)
        {
            launcher.Fill(adjoints!.Planes.From(running.First * inputs), running.Count * inputs, shape.Worlds.Grid, 0);
            return;
        }

        int end = parameters.AliveVisible ? running.First + running.Count : 0;
        for (int species = running.First; species < end; species++)
        {
            launcher.Fill(adjoints!.Planes.From(species * inputs), shape.Entities, shape.Worlds.Grid, 0);
        }
    }
}
