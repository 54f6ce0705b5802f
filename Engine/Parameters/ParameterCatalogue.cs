using static GpuEcosystem.Engine.Parameters.ParameterEffect;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>
/// Every parameter, declared once. Range checks, assignments on the command line, configuration files, their schema,
/// the help text, the window's rows and sliders and the names in the browser platform's files all follow from here.
/// </summary>
public static class ParameterCatalogue
{
    internal const int MaximumSpecies = 24;

    /// <summary>All parameters, in the order in which a person would meet them.</summary>
    public static IReadOnlyList<ParameterDescription> All { get; } =
    [
        new WorldParameter<int>(nameof(EcosystemParameters.Species), Rebuild, Whole(1, MaximumSpecies),
            "How many species compete.",
            p => p.Species, (p, value) => p with { Species = value })
        { BrowserName = "N_NCAS" },
        new WorldParameter<int>(nameof(EcosystemParameters.GridWidth), Resize, Whole(8, 65536),
            "Cells in a row of the grid.",
            p => p.GridWidth, (p, value) => p with { GridWidth = value })
        { Unit = "cells", LogarithmicFrom = 8, BrowserName = "GRID_W" },
        new WorldParameter<int>(nameof(EcosystemParameters.GridHeight), Resize, Whole(8, 65536),
            "Rows of the grid.",
            p => p.GridHeight, (p, value) => p with { GridHeight = value })
        { Unit = "cells", LogarithmicFrom = 8, BrowserName = "GRID_H" },
        new WorldParameter<int>(nameof(EcosystemParameters.StateChannels), Rebuild, Whole(4, 128, multipleOf: 2),
            "Channels of a cell for attack (half) and defence (half).",
            p => p.StateChannels, (p, value) => p with { StateChannels = value })
        { BrowserName = "CELL_STATE_DIM" },
        new WorldParameter<int>(nameof(EcosystemParameters.HiddenChannels), Rebuild, Whole(0, 64),
            "Channels of a cell that species use as memory; nobody fights over them.",
            p => p.HiddenChannels, (p, value) => p with { HiddenChannels = value })
        { BrowserName = "CELL_HIDDEN_DIM" },
        new WorldParameter<int>(nameof(EcosystemParameters.NetworkWidth), Rebuild, Whole(8, 256, multipleOf: 8),
            "Features of each species' network: more can learn more and cost more time.",
            p => p.NetworkWidth, (p, value) => p with { NetworkWidth = value })
        { BrowserName = "HIDDEN_DIM" },
        new WorldParameter<int>(nameof(EcosystemParameters.NetworkDepth), Rebuild, Whole(0, 10),
            "Blocks of each network: more see farther and cost more time.",
            p => p.NetworkDepth, (p, value) => p with { NetworkDepth = value })
        { BrowserName = "N_HIDDEN_LAYERS" },
        new WorldParameter<int>(nameof(EcosystemParameters.KernelSize), Rebuild, new ChoiceDomain<int>(ParameterKind.Integer, 1, 3, 5, 7),
            "Side of the neighbourhood that one layer of a network sees.",
            p => p.KernelSize, (p, value) => p with { KernelSize = value })
        { Unit = "cells", BrowserName = "KERNEL_SIZE" },
        new WorldParameter<Coupling>(nameof(EcosystemParameters.Coupling), Rebuild, Names<Coupling>(),
            "A network for every species, or one network that all share.",
            p => p.Coupling, (p, value) => p with { Coupling = value }),
        new WorldParameter<bool>(nameof(EcosystemParameters.AliveVisible), Rebuild, new SwitchDomain(),
            "Lets the networks see who lives where, not only the channels.",
            p => p.AliveVisible, (p, value) => p with { AliveVisible = value }),

        new WorldParameter<CompetitionMode>(nameof(EcosystemParameters.CompetitionMode), Live, Names<CompetitionMode>(),
            "Species fight each other one by one, or the average of those in the cell.",
            p => p.CompetitionMode, (p, value) => p with { CompetitionMode = value })
        { BrowserName = "COMPETITION_MODE" },
        new WorldParameter<SimilarityKind>(nameof(EcosystemParameters.Similarity), Live, Names<SimilarityKind>(),
            "Attack meets defence by direction alone, or by direction and strength.",
            p => p.Similarity, (p, value) => p with { Similarity = value })
        { BrowserName = "USE_COSINE_SIM" },
        new WorldParameter<float>(nameof(EcosystemParameters.CompetitionTemperature), Live, Numbers(0.01f, 10f),
            "Low: the winner takes the cell. High: cells are shared.",
            p => p.CompetitionTemperature, (p, value) => p with { CompetitionTemperature = value })
        { IsMain = true, LogarithmicFrom = 0.01, BrowserName = "SOFTMAX_TEMP" },
        new WorldParameter<float>(nameof(EcosystemParameters.AliveThreshold), Live, Numbers(0f, 1f),
            "Aliveness that a species needs in its neighbourhood to grow.",
            p => p.AliveThreshold, (p, value) => p with { AliveThreshold = value })
        { IsMain = true, BrowserName = "ALIVE_THRESHOLD" },
        new WorldParameter<float>(nameof(EcosystemParameters.GrowthGateSteepness), Live, Numbers(0.5f, 50f),
            "High: life or death at the threshold. Low: weak growth survives as well.",
            p => p.GrowthGateSteepness, (p, value) => p with { GrowthGateSteepness = value })
        { IsMain = true, LogarithmicFrom = 0.5, BrowserName = "GROWTH_GATE_STEEPNESS" },
        new WorldParameter<bool>(nameof(EcosystemParameters.Concentration), Live, new SwitchDomain(),
            "Lets a species' strength in one cell cost it strength nearby; Cosine similarity, blind to strength, all but cancels it.",
            p => p.Concentration, (p, value) => p with { Concentration = value })
        { BrowserName = "USE_CONCENTRATION" },
        new WorldParameter<float>(nameof(EcosystemParameters.ConcentrationTemperature), Live, Numbers(0.05f, 5f),
            "Low: strength gathers in single cells. High: it spreads evenly.",
            p => p.ConcentrationTemperature, (p, value) => p with { ConcentrationTemperature = value })
        { LogarithmicFrom = 0.05, BrowserName = "CONCENTRATION_TEMP" },
        new WorldParameter<float>(nameof(EcosystemParameters.ConcentrationBaseline), Live, Numbers(0f, 1f),
            "Share of strength that concentration leaves alone.",
            p => p.ConcentrationBaseline, (p, value) => p with { ConcentrationBaseline = value })
        { BrowserName = "CONC_BASELINE" },
        new WorldParameter<int>(nameof(EcosystemParameters.ConcentrationWindow), Live, Whole(1, 21),
            "Side of the neighbourhood in which strength is shared out.",
            p => p.ConcentrationWindow, (p, value) => p with { ConcentrationWindow = value })
        { Unit = "cells", BrowserName = "CONCENTRATION_WINDOW" },
        new WorldParameter<float>(nameof(EcosystemParameters.DiversityWeight), Live, Numbers(0f, 2f),
            "Help for species that hold less than their share; 0 gives none.",
            p => p.DiversityWeight, (p, value) => p with { DiversityWeight = value })
        { IsMain = true, BrowserName = "DIVERSITY_WEIGHT" },
        new WorldParameter<float>(nameof(EcosystemParameters.MinOccupancy), Live, Numbers(0f, 10000f),
            "Population below which a species is helped, and seeded again once it is gone; 0 lets it die.",
            p => p.MinOccupancy, (p, value) => p with { MinOccupancy = value })
        { IsMain = true, Unit = "cells", LogarithmicFrom = 1, BrowserName = "MIN_OCCUPANCY" },
        new WorldParameter<float>(nameof(EcosystemParameters.SunPenalty), Live, Numbers(0f, 10f),
            "How much the sun gives way where species live, so that they spread faster.",
            p => p.SunPenalty, (p, value) => p with { SunPenalty = value })
        { IsMain = true, BrowserName = "SUN_PENALTY" },
        new WorldParameter<float>(nameof(EcosystemParameters.UpdateProbability), Live, Numbers(0.01f, 1f),
            "Share of the cells that change in a step.",
            p => p.UpdateProbability, (p, value) => p with { UpdateProbability = value })
        { IsMain = true, BrowserName = "STOCHASTIC_UPDATE_PROB" },
        new WorldParameter<bool>(nameof(EcosystemParameters.WinRate), Live, new SwitchDomain(),
            "Lets cells with a clear winner change more often than contested ones.",
            p => p.WinRate, (p, value) => p with { WinRate = value })
        { BrowserName = "USE_LOCAL_WIN_RATE" },
        new WorldParameter<float>(nameof(EcosystemParameters.WinRateMemory), Live, Numbers(0f, 0.999f),
            "How slowly a cell forgets how clearly it was won.",
            p => p.WinRateMemory, (p, value) => p with { WinRateMemory = value })
        { BrowserName = "LOCAL_WIN_RATE_ALPHA" },
        new WorldParameter<float>(nameof(EcosystemParameters.WinRateStrength), Live, Numbers(0f, 2f),
            "How much the win rate changes a cell's chance to update.",
            p => p.WinRateStrength, (p, value) => p with { WinRateStrength = value })
        { BrowserName = "LOCAL_WIN_RATE_STRENGTH" },

        new WorldParameter<int>(nameof(EcosystemParameters.LearnInterval), Live, Whole(0, 10000),
            "Steps from one learning pass to the next; 0 switches learning off.",
            p => p.LearnInterval, (p, value) => p with { LearnInterval = value })
        { IsMain = true, Unit = "steps", LogarithmicFrom = 1, BrowserName = "LEARNING_BALANCE" },
        new SpeciesParameter<float>(nameof(EcosystemParameters.LearningRate), Live, Numbers(0f, 1f),
            "How far each learning pass moves a species' network.",
            p => p.LearningRate, (p, value) => p with { LearningRate = value })
        { IsMain = true, LogarithmicFrom = 1e-6, BrowserName = "LEARNING_RATE" },
        new SpeciesParameter<bool>(nameof(EcosystemParameters.Learns), Live, new SwitchDomain(),
            "Whether a species learns; if not, its network stays as it is.",
            p => p.Learns, (p, value) => p with { Learns = value }),
        new SpeciesParameter<OptimizerKind>(nameof(EcosystemParameters.Optimizer), Live, Names<OptimizerKind>(),
            "How a species turns gradients into changes of its network.",
            p => p.Optimizer, (p, value) => p with { Optimizer = value })
        { BrowserName = "OPTIMIZER_TYPE" },
        new SpeciesParameter<float>(nameof(EcosystemParameters.GradientClip), Live, Numbers(0f, 100f),
            "Cuts a species' gradient down to this norm; 0 leaves it alone.",
            p => p.GradientClip, (p, value) => p with { GradientClip = value })
        { LogarithmicFrom = 0.01 },
        new WorldParameter<ObjectiveKind>(nameof(EcosystemParameters.Objective), Live, Names<ObjectiveKind>(),
            "All learn to help the weakest, or each learns to grow.",
            p => p.Objective, (p, value) => p with { Objective = value })
        { IsMain = true },
        new WorldParameter<float>(nameof(EcosystemParameters.TrainRegion), Live, Numbers(1f, 100f),
            "Percent of the grid that a learning pass looks at.",
            p => p.TrainRegion, (p, value) => p with { TrainRegion = value })
        { IsMain = true, Unit = "%", LogarithmicFrom = 1, BrowserName = "OPTIMIZATION_PERCENT" },
        new WorldParameter<float>(nameof(EcosystemParameters.SoftMinSharpness), Live, Numbers(0.1f, 100f),
            "High: only the weakest species counts. Low: all count.",
            p => p.SoftMinSharpness, (p, value) => p with { SoftMinSharpness = value })
        { LogarithmicFrom = 0.1, BrowserName = "SOFT_MIN_K" },
        new WorldParameter<float>(nameof(EcosystemParameters.GrowthCurve), Live, Numbers(0.01f, 10f),
            "Low: growth of large species counts for little. High: all growth counts alike.",
            p => p.GrowthCurve, (p, value) => p with { GrowthCurve = value })
        { LogarithmicFrom = 0.01, BrowserName = "ASINH_SLOPE" },
        new WorldParameter<float>(nameof(EcosystemParameters.Dropout), Live, Numbers(0f, 0.9f),
            "Share of the networks' features switched off at random while learning.",
            p => p.Dropout, (p, value) => p with { Dropout = value }),

        new WorldParameter<SunMode>(nameof(EcosystemParameters.SunMode), Live, Names<SunMode>(),
            "One sun for the whole grid, or one that differs from cell to cell.",
            p => p.SunMode, (p, value) => p with { SunMode = value })
        { BrowserName = "SUN_MODE" },
        new WorldParameter<float>(nameof(EcosystemParameters.SunRateScale), Live, Numbers(0f, 10f),
            "How fast the sun learns, as a multiple of the learning rate; 0 freezes it.",
            p => p.SunRateScale, (p, value) => p with { SunRateScale = value })
        { BrowserName = "SUN_LR_SCALE" },
        new WorldParameter<float>(nameof(EcosystemParameters.SunInitScale), Reset, Numbers(0.01f, 1f),
            "Spread of the random numbers that a new sun is made from.",
            p => p.SunInitScale, (p, value) => p with { SunInitScale = value })
        { LogarithmicFrom = 0.01, BrowserName = "SUN_INIT_SCALE" },
        new WorldParameter<int>(nameof(EcosystemParameters.SeedsPerSpecies), Reset, Whole(1, 10000),
            "Cells that each species starts with.",
            p => p.SeedsPerSpecies, (p, value) => p with { SeedsPerSpecies = value })
        { Unit = "cells", LogarithmicFrom = 1, BrowserName = "N_SEEDS" },
        new WorldParameter<ulong>(nameof(EcosystemParameters.Seed), Reset,
            new RangeDomain<ulong>(ParameterKind.Integer, ulong.MinValue, ulong.MaxValue),
            "Start of all random numbers: the same seed gives the same world.",
            p => p.Seed, (p, value) => p with { Seed = value }),
    ];

    /// <summary>The parameter of a name, letter case aside; a <see cref="UserException"/> with the nearest name where
    /// there is none.</summary>
    public static ParameterDescription Find(string name) => Find(name, []);

    /// <summary>The same where <paramref name="otherNames"/> could have been meant as well.</summary>
    internal static ParameterDescription Find(string name, IReadOnlyList<string> otherNames) =>
        All.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserException(
            $"there is no parameter '{JsonShape.Shorten(name)}'"
            + NearestName.Question(name, All.Select(parameter => parameter.Name).Concat(otherNames)));

    private static RangeDomain<int> Whole(int minimum, int maximum, int? multipleOf = null) =>
        new(ParameterKind.Integer, minimum, maximum, multipleOf);

    private static RangeDomain<float> Numbers(float minimum, float maximum) => new(ParameterKind.Number, minimum, maximum);

    private static ChoiceDomain<T> Names<T>()
        where T : struct, Enum =>
        new(ParameterKind.Choice, Enum.GetValues<T>());
}
