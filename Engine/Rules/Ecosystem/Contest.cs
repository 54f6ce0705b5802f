using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>
/// The competition over a window (section 4, steps 1 and 3 to 11): from proposals and the old grid to each entity's
/// weight and to what survives. One named plane buffer for each intermediate.
/// </summary>
internal sealed class Contest
{
    private readonly Launcher launcher;
    private readonly int species;
    private readonly PlaneBuffer norms;
    private readonly PlaneBuffer concentration;
    private readonly PlaneBuffer gates;
    private readonly PlaneBuffer opposition;
    private readonly PlaneBuffer weights;
    private readonly PlaneBuffer aliveness;
    private readonly PlaneBuffer alive;

    /// <param name="memory">Holds all of it.</param>
    /// <param name="species">Number of species.</param>
    /// <param name="stateChannels">S.</param>
    /// <param name="area">The largest window.</param>
    /// <param name="reach">The largest window with the rows that concentration reads around it.</param>
    public Contest(DeviceArena memory, int species, int stateChannels, Area area, Area reach)
    {
        launcher = memory.Launcher;
        this.species = species;
        int entities = species + 1;
        norms = memory.Planes(2 * entities, reach);
        concentration = memory.Planes(3 * entities, area);
        gates = memory.Planes(species, area);
        opposition = memory.Planes(stateChannels / 2 + 1, area);
        weights = memory.Planes(entities, area);
        aliveness = memory.Planes(entities, area);
        alive = memory.Planes(1, area);
    }

    /// <summary>Rows that the networks must propose for so that a window's contest can be held.</summary>
    public static Area Reach(EcosystemParameters parameters, Area target, Area readable) => parameters.Concentration
        ? target.GrowRows(
            Concentration.Before(parameters.ConcentrationWindow), Concentration.After(parameters.ConcentrationWindow), readable)
        : target;

    /// <summary>Weights w, <c>[entities][y][x]</c>.</summary>
    public Planes Weights(Area target) => weights.Over(target);

    /// <summary>Surviving aliveness, <c>[entities][y][x]</c>.</summary>
    public Planes Aliveness(Area target) => aliveness.Over(target);

    /// <summary>The survival factor, <c>[1][y][x]</c>.</summary>
    public Planes Alive(Area target) => alive.Over(target);

    /// <summary>What the last contest's concentration was launched with, or would have been were it on.</summary>
    public Concentration.Arguments LastConcentration { get; private set; }

    /// <summary>What the last contest's scores were launched with.</summary>
    public Scores.Arguments LastScores { get; private set; }

    /// <summary>What the last contest's resolution was launched with.</summary>
    public Resolution.Arguments LastResolution { get; private set; }

    /// <summary>Holds the contest.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="proposals">Proposals over <see cref="Reach"/> of the target.</param>
    /// <param name="masks">Who is present there, <c>[entities][y][x]</c>; read unless all count.</param>
    /// <param name="grid">Aliveness before the step, sun first.</param>
    /// <param name="walls">Walls.</param>
    /// <param name="populations">Σ over cells of each entity's aliveness, sun first.</param>
    /// <param name="readable">Cells that exist.</param>
    /// <param name="target">The window.</param>
    public void Hold(
        EcosystemParameters parameters,
        in Proposals proposals,
        Planes masks,
        Planes grid,
        Planes walls,
        ArrayView<float> populations,
        Area readable,
        Area target)
    {
        Score(parameters, proposals, masks, grid, walls, populations, readable, target);
        Resolve(parameters, grid, readable, target);
    }

    /// <summary>The contest's first part: the scores, where the weights will be.</summary>
    public void Score(
        EcosystemParameters parameters,
        in Proposals proposals,
        Planes masks,
        Planes grid,
        Planes walls,
        ArrayView<float> populations,
        Area readable,
        Area target)
    {
        Area reach = Reach(parameters, target, readable);
        launcher.Run<Norms, Norms.Arguments>(new Norms.Arguments
        {
            Proposals = proposals,
            Opposers = parameters.Opposition,
            Masks = masks,
            Norms = norms.Over(reach),
            Target = reach,
        });
        LastConcentration = new Concentration.Arguments
        {
            Norms = norms.Over(reach),
            Weights = concentration.Over(target),
            Entities = species + 1,
            InverseTemperature = 1 / parameters.ConcentrationTemperature,
            Baseline = parameters.ConcentrationBaseline,
            Window = parameters.ConcentrationWindow,
            Readable = readable,
            Target = target,
        };
        if (parameters.Concentration)
        {
            launcher.Run<Concentration, Concentration.Arguments>(LastConcentration);
        }

        LastScores = new Scores.Arguments
        {
            Proposals = proposals,
            Norms = norms.Over(reach),
            Concentration = concentration.Over(target),
            Grid = grid,
            Walls = walls,
            Boosts = new PopulationBoosts
            {
                Populations = populations,
                DiversityWeight = parameters.DiversityWeight,
                MinOccupancy = parameters.MinOccupancy,
            },
            Opposition = opposition.Over(target),
            Scores = weights.Over(target),
            Similarity = parameters.Similarity,
            Mode = parameters.CompetitionMode,
            Opposers = parameters.Opposition,
            Concentrated = parameters.Concentration ? 1 : 0,
            SunPenalty = parameters.SunPenalty,
            Readable = readable,
            Target = target,
        };
        launcher.Run<Scores, Scores.Arguments>(LastScores);
    }

    /// <summary>A cell's scores, <c>[entities]</c>, after <see cref="Score"/> of a window.</summary>
    public float[] ReadScores(Area target, int x, int y) =>
        weights.ReadCell(launcher.Flush(), species + 1, x - target.X, y - target.Y);

    // The contest's second part, from the scores on.
    private void Resolve(EcosystemParameters parameters, Planes grid, Area readable, Area target)
    {
        LastResolution = new Resolution.Arguments
        {
            Grid = grid,
            Weights = weights.Over(target),
            Gates = gates.Over(target),
            Aliveness = aliveness.Over(target),
            Alive = alive.Over(target),
            Entities = species + 1,
            InverseTemperature = 1 / parameters.CompetitionTemperature,
            Threshold = parameters.AliveThreshold,
            GateSteepness = parameters.GrowthGateSteepness,
            Readable = readable,
            Target = target,
        };
        launcher.Run<Resolution, Resolution.Arguments>(LastResolution);
    }
}
