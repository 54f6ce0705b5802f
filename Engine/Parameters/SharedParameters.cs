using static GpuEcosystem.Engine.Parameters.Domains;
using static GpuEcosystem.Engine.Parameters.ParameterEffect;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>The parameters that worlds of all rules have, for the rules' catalogues.</summary>
internal static class SharedParameters
{
    public static ParameterDescription Species { get; } = new WorldParameter<WorldParameters, int>(
        nameof(WorldParameters.Species), Rebuild, Whole(1, ParameterCatalogue.MaximumSpecies),
        "How many species compete.",
        p => p.Species, (p, value) => p with { Species = value })
    { BrowserName = "N_NCAS" };

    public static ParameterDescription GridWidth { get; } = new WorldParameter<WorldParameters, int>(
        nameof(WorldParameters.GridWidth), Resize, Whole(8, 65536),
        "Cells in a row of the grid.",
        p => p.GridWidth, (p, value) => p with { GridWidth = value })
    { Unit = "cells", LogarithmicFrom = 8, BrowserName = "GRID_W", OtherNames = ["Grid Size"] };

    public static ParameterDescription GridHeight { get; } = new WorldParameter<WorldParameters, int>(
        nameof(WorldParameters.GridHeight), Resize, Whole(8, 65536),
        "Rows of the grid.",
        p => p.GridHeight, (p, value) => p with { GridHeight = value })
    { Unit = "cells", LogarithmicFrom = 8, BrowserName = "GRID_H", OtherNames = ["Grid Size"] };

    public static ParameterDescription StateChannels { get; } = new WorldParameter<WorldParameters, int>(
        nameof(WorldParameters.StateChannels), Rebuild, Whole(4, 128, multipleOf: 2),
        "Channels of a cell for attack (half) and defence (half).",
        p => p.StateChannels, (p, value) => p with { StateChannels = value })
    { BrowserName = "CELL_STATE_DIM", OtherNames = ["Cell State Dim"] };

    public static ParameterDescription HiddenChannels { get; } = new WorldParameter<WorldParameters, int>(
        nameof(WorldParameters.HiddenChannels), Rebuild, Whole(0, 64),
        "Channels of a cell that species use as memory; nobody fights over them.",
        p => p.HiddenChannels, (p, value) => p with { HiddenChannels = value })
    { BrowserName = "CELL_HIDDEN_DIM", OtherNames = ["Cell Memory"] };

    public static ParameterDescription Coupling { get; } = new WorldParameter<WorldParameters, Coupling>(
        nameof(WorldParameters.Coupling), Rebuild, Names(Parameters.Coupling.Independent, Parameters.Coupling.Shared),
        "A network for every species, or one network that all share.",
        p => p.Coupling, (p, value) => p with { Coupling = value });

    public static ParameterDescription AliveVisible { get; } = new WorldParameter<WorldParameters, bool>(
        nameof(WorldParameters.AliveVisible), Rebuild, new SwitchDomain(),
        "Lets the networks see who lives where, not only the channels.",
        p => p.AliveVisible, (p, value) => p with { AliveVisible = value });

    public static ParameterDescription LearnInterval { get; } = new WorldParameter<WorldParameters, int>(
        nameof(WorldParameters.LearnInterval), Live, Whole(0, 10000),
        "Steps from one learning pass to the next; 0 switches learning off.",
        p => p.LearnInterval, (p, value) => p with { LearnInterval = value })
    { Unit = "steps", LogarithmicFrom = 1, BrowserName = "LEARNING_BALANCE" };

    public static ParameterDescription LearningRate { get; } = new SpeciesParameter<WorldParameters, float>(
        nameof(WorldParameters.LearningRate), Live, Numbers(0f, 1f),
        "How far each learning pass moves a species' network.",
        p => p.LearningRate, (p, value) => p with { LearningRate = value })
    { IsMain = true, LogarithmicFrom = 1e-6, BrowserName = "LEARNING_RATE", OtherNames = ["Learn Rate"] };

    public static ParameterDescription Learns { get; } = new SpeciesParameter<WorldParameters, bool>(
        nameof(WorldParameters.Learns), Live, new SwitchDomain(),
        "Whether a species learns; if not, its network stays as it is.",
        p => p.Learns, (p, value) => p with { Learns = value });

    public static ParameterDescription Optimizer { get; } = new SpeciesParameter<WorldParameters, OptimizerKind>(
        nameof(WorldParameters.Optimizer), Live, Names<OptimizerKind>(),
        "How a species turns gradients into changes of its network.",
        p => p.Optimizer, (p, value) => p with { Optimizer = value })
    { BrowserName = "OPTIMIZER_TYPE" };

    public static ParameterDescription GradientClip { get; } = new SpeciesParameter<WorldParameters, float>(
        nameof(WorldParameters.GradientClip), Live, Numbers(0f, 100f),
        "Cuts a species' gradient down to this norm; 0 leaves it alone.",
        p => p.GradientClip, (p, value) => p with { GradientClip = value })
    { LogarithmicFrom = 0.01 };

    public static ParameterDescription SeedsPerSpecies { get; } = new WorldParameter<WorldParameters, int>(
        nameof(WorldParameters.SeedsPerSpecies), Reset, Whole(1, 10000),
        "Cells that each species starts with.",
        p => p.SeedsPerSpecies, (p, value) => p with { SeedsPerSpecies = value })
    { Unit = "cells", LogarithmicFrom = 1, BrowserName = "N_SEEDS" };

    public static ParameterDescription Seed { get; } = new WorldParameter<WorldParameters, ulong>(
        nameof(WorldParameters.Seed), Reset,
        new RangeDomain<ulong>(ParameterKind.Integer, ulong.MinValue, ulong.MaxValue),
        "Start of all random numbers: the same seed gives the same world.",
        p => p.Seed, (p, value) => p with { Seed = value });
}
