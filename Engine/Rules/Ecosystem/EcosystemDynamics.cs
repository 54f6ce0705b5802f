using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>
/// A step of these rules over a window of cells, up to what survives where (section 4, steps 1 to 11), and the way back through it
/// (section 5). The world's step takes it band by band; a learning pass takes it over its patch, with a tape.
/// </summary>
internal sealed class EcosystemDynamics
{
    private readonly Sun sun;
    private readonly GroupedPass? pass;
    private readonly PlaneBuffer proposals;
    private readonly PlaneBuffer? sunProposals;
    private readonly PresenceMap presence;
    private readonly int entities;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="sun">What proposes beside the species.</param>
    /// <param name="shape">The world's.</param>
    /// <param name="window">The largest window.</param>
    /// <param name="reach">The same with the rows around it that a contest may read.</param>
    /// <param name="pass">Where networks run without a tape; null where they always have one.</param>
    public EcosystemDynamics(DeviceArena memory, Sun sun, EcosystemShape shape, Area window, Area reach, GroupedPass? pass)
    {
        this.sun = sun;
        this.pass = pass;
        entities = shape.Species + 1;
        proposals = memory.Planes(shape.Species * shape.Channels, reach);
        sunProposals = sun.DiffersByCell ? memory.Planes(shape.Channels, reach) : null;
        presence = new PresenceMap(memory, shape.Species, reach);
        Contest = new Contest(memory, shape.Species, shape.StateChannels, window, reach);
    }

    /// <summary>The contest that was held last.</summary>
    public Contest Contest { get; }

    /// <summary>What the species proposed last, <c>[species · channels][y][x]</c> of the window with its reach.</summary>
    public PlaneBuffer Proposals => proposals;

    /// <summary>What the sun proposed last, <c>[channels][y][x]</c> of the window with its reach; null where it is the same everywhere.</summary>
    public PlaneBuffer? SunProposals => sunProposals;

    /// <summary>Computes what the species and the sun propose.</summary>
    /// <param name="order">The step.</param>
    /// <param name="around">What they see.</param>
    /// <param name="reach">Cells to propose for.</param>
    /// <param name="tape">Where to keep what the way back needs; null where nobody goes back.</param>
    /// <param name="group">The only group of species to ask; null for all.</param>
    public Proposals Propose(in StepOrder order, in Surroundings around, Area reach, EcosystemTape? tape = null, int? group = null)
    {
        EcosystemParameters parameters = (EcosystemParameters)order.Parameters;
        Planes fromSun = sun.ProposeFor(sunProposals, reach);
        Planes input = parameters.AliveVisible ? around.Grid : around.State;
        Planes fromSpecies = proposals.Over(reach);
        Habitat habitat = parameters.Opposition == OppositionKind.Present ? presence.Find(around, reach) : default;
        if (tape is null)
        {
            // Where species share a network, it is asked about every cell.
            Habitat asked = parameters.Coupling == Coupling.Independent ? habitat : default;
            pass!.Propose(input, asked, around.Readable, reach, fromSpecies, group);
        }
        else
        {
            tape.Networks.Forward(input, reach, fromSpecies, parameters.Dropout, order.Seed, order.Step);
        }

        return OfEntities(fromSun, fromSpecies, parameters);
    }

    /// <summary>Computes each entity's weight in each cell of a window, and what survives there.</summary>
    /// <param name="order">The step.</param>
    /// <param name="around">What is seen.</param>
    /// <param name="target">The window.</param>
    /// <param name="tape">Where to keep what the way back needs; null where nobody goes back.</param>
    /// <returns>What was proposed.</returns>
    public Proposals Forward(in StepOrder order, in Surroundings around, Area target, EcosystemTape? tape = null)
    {
        EcosystemParameters parameters = (EcosystemParameters)order.Parameters;
        Area reach = Contest.Reach(parameters, target, around.Readable);
        Proposals made = Propose(order, around, reach, tape);
        Contest.Hold(parameters, made, presence.Masks(reach), around.Grid, around.Walls, around.Populations, around.Readable, target);
        return made;
    }

    /// <summary>The score of each entity in each cell, as far as <see cref="Forward"/> goes before anything is decided.</summary>
    public void Score(in StepOrder order, in Surroundings around, Area target)
    {
        EcosystemParameters parameters = (EcosystemParameters)order.Parameters;
        Area reach = Contest.Reach(parameters, target, around.Readable);
        Proposals made = Propose(order, around, reach);
        Contest.Score(parameters, made, presence.Masks(reach), around.Grid, around.Walls, around.Populations, around.Readable, target);
    }

    /// <summary>Takes losses back to the weights and to what the sun proposed.</summary>
    /// <param name="order">The step.</param>
    /// <param name="around">What <see cref="Forward"/> saw.</param>
    /// <param name="target">Its window.</param>
    /// <param name="tape">Its tape, which gets the gradients.</param>
    /// <param name="uniforms">The uniform numbers that decide which cells took part.</param>
    /// <param name="upstream">The losses' gradients with respect to aliveness, <c>[learners][entities]</c>.</param>
    public void Backward(
        in StepOrder order,
        in Surroundings around,
        Area target,
        EcosystemTape tape,
        in CellUniforms uniforms,
        ArrayView<float> upstream)
    {
        EcosystemParameters parameters = (EcosystemParameters)order.Parameters;
        Proposals gradient = OfEntities(tape.Sun.Slopes.Over(target), tape.ProposalGradient.Over(target), parameters);

        // A shared loss reaches every entity's proposals; a loss of one's own reaches one's own alone.
        int learners = Loss.Learners(parameters.Objective, gradient.Entities);
        for (int learner = 0; learner < learners; learner++)
        {
            (int first, int count) = learners == 1 ? (0, gradient.Entities) : (learner, 1);
            tape.Contest.Run(parameters, Contest, uniforms, upstream, learner, first, count, gradient, target);
        }

        tape.Networks.Backward(parameters.AliveVisible ? around.Grid : around.State, tape.ProposalGradient.Over(target));
    }

    private Proposals OfEntities(Planes fromSun, Planes fromSpecies, EcosystemParameters parameters) => new()
    {
        Sun = fromSun,
        Species = fromSpecies,
        Channels = sun.Channels,
        StateChannels = parameters.StateChannels,
        Entities = entities,
    };
}
