using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks.Convolutional;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>One step of all worlds of a batch: who is alive, what they propose, who holds a cell, what survives.</summary>
internal sealed class DishDynamics : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly PetriDishShape shape;
    private readonly DishSun sun;
    private readonly ConvolutionNetwork network;
    private readonly ConvolutionActivations activations;
    private readonly PlaneBuffer masks;
    private readonly PlaneBuffer proposals;
    private readonly PlaneBuffer scales;
    private readonly PlaneBuffer sums;
    private readonly PlaneBuffer weights;
    private readonly PlaneBuffer shares;
    private readonly DeviceBuffer<int> blocks;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="network">Who proposes.</param>
    /// <param name="sun">What else does.</param>
    /// <param name="shape">The world's.</param>
    public DishDynamics(DeviceArena memory, ConvolutionNetwork network, DishSun sun, PetriDishShape shape)
    {
        this.memory = memory;
        this.network = network;
        this.shape = shape;
        this.sun = sun;
        launcher = memory.Launcher;
        Area all = shape.Worlds.Grid;
        Area band = all with { Height = Math.Min(all.Height, shape.Bands.Height + 2 * network.Layout.Reach) };
        activations = new ConvolutionActivations(memory, network, band);
        masks = memory.Planes(shape.Entities, all);
        proposals = memory.Planes(shape.Layout.Species * shape.Layout.Channels, all);
        scales = memory.Planes(2 * shape.Entities, all);
        sums = memory.Planes(shape.StateChannels, all);
        weights = memory.Planes(shape.Entities, all);
        shares = memory.Planes(shape.Entities, all);
        blocks = memory.Allocate<int>(Habitat.Count(all, shape.Layout.Species));
    }

    /// <summary>Whether networks leave out cells that their species do not need, which changes no bit of a world.</summary>
    public bool LeavesOut { get; set; } = true;

    /// <summary>Where each species is alive.</summary>
    public Habitat Habitat => LeavesOut ? new(blocks.View, shape.Worlds.Grid) : default;

    /// <summary>What the species proposed last, laid out as the decoders write it.</summary>
    public PlaneBuffer Proposals => proposals;

    /// <summary>What the last contest was launched with.</summary>
    public Contest.Arguments LastContest { get; private set; }

    /// <summary>What the networks read of a grid.</summary>
    public static Planes Seen(PetriDishParameters parameters, Planes grid) =>
        parameters.AliveVisible ? grid : grid.From(parameters.Species + 1);

    /// <summary>Takes a step.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="grid">Aliveness then state before it.</param>
    /// <param name="walls">1 in wall cells.</param>
    /// <param name="next">Aliveness then state after it; not the same planes.</param>
    public void Forward(PetriDishParameters parameters, Planes grid, Planes walls, Planes next)
    {
        Propose(parameters, grid, walls);
        HoldContest(parameters, grid, next);
        launcher.Run<Survival, Survival.Arguments>(new Survival.Arguments
        {
            Shares = shares.Planes,
            Aliveness = next,
            Entities = shape.Entities,
            Kind = shape.Kind,
            Threshold = parameters.AliveThreshold,
            Readable = shape.Worlds,
            Target = shape.Worlds.Grid,
        });
    }

    /// <summary>Finds out who is alive, and what they propose.</summary>
    public void Propose(PetriDishParameters parameters, Planes grid, Planes walls)
    {
        launcher.Run<AliveMask, AliveMask.Arguments>(new AliveMask.Arguments
        {
            Grid = grid,
            Walls = walls,
            Masks = masks.Planes,
            Entities = shape.Entities,
            Threshold = parameters.AliveThreshold,
            Readable = shape.Worlds,
            Target = shape.Worlds.Grid,
        });

        // Other bodies leave nothing out.
        if (LeavesOut && launcher.Device.RunsSimdBodies)
        {
            launcher.Run<HabitatCensus, HabitatCensus.Arguments>(new HabitatCensus.Arguments
            {
                Alive = masks.Planes.From(1),
                Habitat = Habitat,
                Species = shape.Layout.Species,
                Together = shape.Coupling == Coupling.Interleaved ? 1 : 0,
            });
        }

        for (int i = 0; i < shape.Bands.Count; i++)
        {
            activations.Propose(network.All, Seen(parameters, grid), Habitat, shape.Worlds, shape.Bands[i], proposals.Planes);
        }

        ClearForeign(parameters, proposals.Planes);
    }

    /// <summary>Makes 0 what species say of hidden channels that are not theirs to write.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="planes">Planes laid out as proposals.</param>
    public void ClearForeign(PetriDishParameters parameters, Planes planes)
    {
        int hidden = parameters.HiddenChannels;
        int owned = (int)Math.Floor((decimal)parameters.HiddenShare * hidden);
        DishProposals layout = Lay();
        for (int species = 0; owned < hidden && species < shape.Layout.Species; species++)
        {
            for (int channel = 0; channel < hidden; channel++)
            {
                if ((((channel - species) % hidden) + hidden) % hidden >= owned)
                {
                    int plane = species * layout.EntityStep + (shape.StateChannels + channel) * layout.ChannelStep;
                    launcher.Fill(planes.From(plane), 1, shape.Worlds.Grid, 0);
                }
            }
        }
    }

    /// <summary>Forgets what was proposed.</summary>
    public void Clear() => launcher.Fill(proposals.Planes, proposals.Count, shape.Worlds.Grid, 0);

    /// <summary>Each entity's weight in a cell after a step or its contest, sun first; null where an entity is dead.</summary>
    public float?[] ReadWeights(int x, int y)
    {
        float[] alive = masks.ReadCell(launcher.Flush(), shape.Entities, x, y);
        float[] held = weights.ReadCell(launcher.Flush(), shape.Entities, x, y);
        return [.. held.Select((weight, entity) => alive[entity] > 0 ? weight : (float?)null)];
    }

    public void Dispose() => memory.Dispose();

    private void HoldContest(PetriDishParameters parameters, Planes grid, Planes next)
    {
        LastContest = new Contest.Arguments
        {
            Proposals = Lay(),
            Masks = masks.Planes,
            State = grid.From(shape.Entities),
            Scales = scales.Planes,
            Sums = sums.Planes,
            Weights = weights.Planes,
            Shares = shares.Planes,
            NextState = next.From(shape.Entities),
            Kind = shape.Kind,
            InverseTemperature = 1 / parameters.CompetitionTemperature,
            Target = shape.Worlds.Grid,
        };
        launcher.Run<Contest, Contest.Arguments>(LastContest);
    }

    private DishProposals Lay()
    {
        bool isInterleaved = shape.Coupling == Coupling.Interleaved;
        return new DishProposals
        {
            Sun = sun.Vector.View,
            Species = proposals.Planes,
            EntityStep = isInterleaved ? 1 : shape.Layout.Channels,
            ChannelStep = isInterleaved ? shape.Layout.Species : 1,
            Channels = shape.Layout.Channels,
            StateChannels = shape.StateChannels,
            Entities = shape.Entities,
        };
    }
}
