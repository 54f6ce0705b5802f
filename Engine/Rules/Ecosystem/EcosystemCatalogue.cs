using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Circuits;
using static GpuEcosystem.Engine.Parameters.Domains;
using static GpuEcosystem.Engine.Parameters.ParameterEffect;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>Every parameter of the ecosystem's rules, declared once.</summary>
internal static class EcosystemCatalogue
{
    public static ParameterCatalogue Instance { get; } = new(new EcosystemParameters(),
    [
        new WorldParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.Species), Rebuild, Whole(1, ParameterCatalogue.MaximumSpecies),
            "How many species compete.",
            p => p.Species, LogicDefaults.Become)
        { BrowserName = "N_NCAS" },
        SharedParameters.GridWidth,
        SharedParameters.GridHeight,
        SharedParameters.StateChannels,
        SharedParameters.HiddenChannels,
        new SpeciesParameter<EcosystemParameters, NetworkKind>(
            nameof(EcosystemParameters.NetworkKind), Rebuild, Names<NetworkKind>(),
            "What a species' network is made of: blocks that add to what they read, plain convolutions, or gates of two bits.",
            p => p.NetworkKind, LogicDefaults.Become),
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.NetworkWidth), Rebuild, Whole(8, 256, multipleOf: 8),
            "Features of a species' network: more can learn more and cost more time.",
            p => p.NetworkWidth, (p, value) => p with { NetworkWidth = value })
        { BrowserName = "HIDDEN_DIM", OtherNames = ["Model Width"] },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.NetworkDepth), Rebuild, Whole(0, 10),
            "Blocks of a species' network: more see farther and cost more time.",
            p => p.NetworkDepth, (p, value) => p with { NetworkDepth = value })
        { BrowserName = "N_HIDDEN_LAYERS", OtherNames = ["Model Depth"] },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.KernelSize), Rebuild, new ChoiceDomain<int>(ParameterKind.Integer, 1, 3, 5, 7),
            "Side of the neighbourhood that one layer of a network sees.",
            p => p.KernelSize, (p, value) => p with { KernelSize = value })
        { Unit = "cells", BrowserName = "KERNEL_SIZE" },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.Kernels), Rebuild, Whole(1, 64),
            "Small circuits of a Logic species, each of which looks around in every plane of bits.",
            p => p.Kernels, (p, value) => p with { Kernels = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.KernelOutputs), Rebuild, Whole(1, 2),
            "Bits that each small circuit of a Logic species answers.",
            p => p.KernelOutputs, (p, value) => p with { KernelOutputs = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.GateWidth), Rebuild, Whole(4, 4096),
            "Gates of a layer of a Logic species: more can learn more and cost more time.",
            p => p.GateWidth, (p, value) => p with { GateWidth = value })
        { LogarithmicFrom = 4, ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.GateDepth), Rebuild, Whole(0, 32),
            "Layers of gates of a Logic species; it takes more of them where these are much narrower than what they read.",
            p => p.GateDepth, (p, value) => p with { GateDepth = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.InputBits), Rebuild, Whole(1, 7),
            "Bits that a Logic species reads a channel as; 1 is its sign.",
            p => p.InputBits, (p, value) => p with { InputBits = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, int>(
            nameof(EcosystemParameters.OutputBits), Rebuild, Whole(1, 15),
            "Bits that a Logic species answers for a channel, an odd number unless its GateMode is Soft: one level more than that.",
            p => p.OutputBits, (p, value) => p with { OutputBits = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, WireKind>(
            nameof(EcosystemParameters.UpdateWires), Rebuild, Names<WireKind>(),
            "How the gates of a Logic species are wired: each pair once and neighbours first, or any with any.",
            p => p.UpdateWires, (p, value) => p with { UpdateWires = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },
        SharedParameters.Coupling,
        SharedParameters.AliveVisible,

        new WorldParameter<EcosystemParameters, CompetitionMode>(nameof(EcosystemParameters.CompetitionMode), Live, Names<CompetitionMode>(),
            "Species fight each other one by one, or the average of those in the cell.",
            p => p.CompetitionMode, (p, value) => p with { CompetitionMode = value })
        { BrowserName = "COMPETITION_MODE", OtherNames = ["Competition"] },
        new WorldParameter<EcosystemParameters, OppositionKind>(nameof(EcosystemParameters.Opposition), Live, Names<OppositionKind>(),
            "All species defend every cell, or only where they are present, which is faster with many species.",
            p => p.Opposition, (p, value) => p with { Opposition = value }),
        new WorldParameter<EcosystemParameters, SimilarityKind>(nameof(EcosystemParameters.Similarity), Live, Names<SimilarityKind>(),
            "Attack meets defence by direction alone, or by direction and strength.",
            p => p.Similarity, (p, value) => p with { Similarity = value })
        { BrowserName = "USE_COSINE_SIM", OtherNames = ["Cosine Similarity"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.CompetitionTemperature), Live, Numbers(0.01f, 10f),
            "Low: the winner takes the cell. High: cells are shared.",
            p => p.CompetitionTemperature, (p, value) => p with { CompetitionTemperature = value })
        { IsMain = true, LogarithmicFrom = 0.01, BrowserName = "SOFTMAX_TEMP", OtherNames = ["Sharpness"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.AliveThreshold), Live, Numbers(0f, 1f),
            "Aliveness that a species needs in its neighbourhood to grow.",
            p => p.AliveThreshold, (p, value) => p with { AliveThreshold = value })
        { IsMain = true, BrowserName = "ALIVE_THRESHOLD", OtherNames = ["Survival", "theta"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.GrowthGateSteepness), Live, Numbers(0.5f, 50f),
            "High: life or death at the threshold. Low: weak growth survives as well.",
            p => p.GrowthGateSteepness, (p, value) => p with { GrowthGateSteepness = value })
        { IsMain = true, LogarithmicFrom = 0.5, BrowserName = "GROWTH_GATE_STEEPNESS", OtherNames = ["Growth Gate", "k_gate"] },
        new WorldParameter<EcosystemParameters, bool>(nameof(EcosystemParameters.Concentration), Live, new SwitchDomain(),
            "Lets a species' strength in one cell cost it strength nearby; Cosine similarity, blind to strength, all but cancels it.",
            p => p.Concentration, (p, value) => p with { Concentration = value })
        { BrowserName = "USE_CONCENTRATION" },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.ConcentrationTemperature), Live, Numbers(0.05f, 5f),
            "Low: strength gathers in single cells. High: it spreads evenly.",
            p => p.ConcentrationTemperature, (p, value) => p with { ConcentrationTemperature = value })
        { LogarithmicFrom = 0.05, BrowserName = "CONCENTRATION_TEMP", OtherNames = ["Conc. Temp"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.ConcentrationBaseline), Live, Numbers(0f, 1f),
            "Share of strength that concentration leaves alone.",
            p => p.ConcentrationBaseline, (p, value) => p with { ConcentrationBaseline = value })
        { BrowserName = "CONC_BASELINE", OtherNames = ["Conc. Baseline"] },
        new WorldParameter<EcosystemParameters, int>(nameof(EcosystemParameters.ConcentrationWindow), Live, Whole(1, 21),
            "Side of the neighbourhood in which strength is shared out.",
            p => p.ConcentrationWindow, (p, value) => p with { ConcentrationWindow = value })
        { Unit = "cells", BrowserName = "CONCENTRATION_WINDOW", OtherNames = ["Conc. Window"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.DiversityWeight), Live, Numbers(0f, 2f),
            "Help for species that hold less than their share; 0 gives none.",
            p => p.DiversityWeight, (p, value) => p with { DiversityWeight = value })
        { IsMain = true, BrowserName = "DIVERSITY_WEIGHT", OtherNames = ["Diversity"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.MinOccupancy), Live, Numbers(0f, 10000f),
            "Population below which a species is helped, and seeded again once it is gone; 0 lets it die.",
            p => p.MinOccupancy, (p, value) => p with { MinOccupancy = value })
        { Unit = "cells", LogarithmicFrom = 1, BrowserName = "MIN_OCCUPANCY" },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.SunPenalty), Live, Numbers(0f, 10f),
            "How much the sun gives way where species live, so that they spread faster.",
            p => p.SunPenalty, (p, value) => p with { SunPenalty = value })
        { IsMain = true, BrowserName = "SUN_PENALTY" },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.UpdateProbability), Live, Numbers(0.01f, 1f),
            "Share of the cells that change in a step.",
            p => p.UpdateProbability, (p, value) => p with { UpdateProbability = value })
        { IsMain = true, BrowserName = "STOCHASTIC_UPDATE_PROB", OtherNames = ["Update Prob"] },
        new WorldParameter<EcosystemParameters, bool>(nameof(EcosystemParameters.WinRate), Live, new SwitchDomain(),
            "Lets cells with a clear winner change more often than contested ones.",
            p => p.WinRate, (p, value) => p with { WinRate = value })
        { BrowserName = "USE_LOCAL_WIN_RATE", OtherNames = ["Local Win Boost"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.WinRateMemory), Live, Numbers(0f, 0.999f),
            "How slowly a cell forgets how clearly it was won.",
            p => p.WinRateMemory, (p, value) => p with { WinRateMemory = value })
        { BrowserName = "LOCAL_WIN_RATE_ALPHA" },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.WinRateStrength), Live, Numbers(0f, 2f),
            "How much the win rate changes a cell's chance to update.",
            p => p.WinRateStrength, (p, value) => p with { WinRateStrength = value })
        { BrowserName = "LOCAL_WIN_RATE_STRENGTH", OtherNames = ["Win Boost Strength"] },

        SharedParameters.LearnInterval,
        SharedParameters.LearningRate,
        SharedParameters.Learns,
        SharedParameters.Optimizer,
        SharedParameters.GradientClip,
        new WorldParameter<EcosystemParameters, ObjectiveKind>(nameof(EcosystemParameters.Objective), Live, Names<ObjectiveKind>(),
            "All learn to help the weakest, or each learns to grow.",
            p => p.Objective, (p, value) => p with { Objective = value })
        { IsMain = true },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.TrainRegion), Live, Numbers(1f, 100f),
            "Percent of the grid that a learning pass looks at.",
            p => p.TrainRegion, (p, value) => p with { TrainRegion = value })
        { Unit = "%", LogarithmicFrom = 1, BrowserName = "OPTIMIZATION_PERCENT" },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.SoftMinSharpness), Live, Numbers(0.1f, 100f),
            "High: only the weakest species counts. Low: all count.",
            p => p.SoftMinSharpness, (p, value) => p with { SoftMinSharpness = value })
        { LogarithmicFrom = 0.1, BrowserName = "SOFT_MIN_K", OtherNames = ["Focus Weak"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.GrowthCurve), Live, Numbers(0.01f, 10f),
            "Low: growth of large species counts for little. High: all growth counts alike.",
            p => p.GrowthCurve, (p, value) => p with { GrowthCurve = value })
        { LogarithmicFrom = 0.01, BrowserName = "ASINH_SLOPE" },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.Dropout), Live, Numbers(0f, 0.9f),
            "Share of the networks' features switched off at random while learning.",
            p => p.Dropout, (p, value) => p with { Dropout = value }),

        new SpeciesParameter<EcosystemParameters, GateMode>(
            nameof(EcosystemParameters.GateMode), Live, Names<GateMode>(),
            "The gates of a Logic species are decided while they learn as mixtures, or are mixtures all the time.",
            p => p.GateMode, (p, value) => p with { GateMode = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, float>(
            nameof(EcosystemParameters.GateTemperature), Live, Numbers(0.05f, 5f),
            "Low: a gate of a Logic species learns as what it is likeliest to be. High: as a mixture of all kinds.",
            p => p.GateTemperature, (p, value) => p with { GateTemperature = value })
        { LogarithmicFrom = 0.05, ConcernedSpecies = NetworkKinds.IsLogic },
        new SpeciesParameter<EcosystemParameters, float>(
            nameof(EcosystemParameters.PassLogit), Reset, Numbers(0f, 20f),
            "How surely a new gate of a Logic species passes its first bit on.",
            p => p.PassLogit, (p, value) => p with { PassLogit = value })
        { ConcernedSpecies = NetworkKinds.IsLogic },

        new WorldParameter<EcosystemParameters, SunMode>(nameof(EcosystemParameters.SunMode), Live, Names<SunMode>(),
            "One sun for the whole grid, one that differs from cell to cell, or one that also has seasons and learns how long they last.",
            p => p.SunMode, (p, value) => p with { SunMode = value })
        { BrowserName = "SUN_MODE", MakesPartsAnew = true },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.SunRateScale), Live, Numbers(0f, 10f),
            "How fast the sun learns, as a multiple of the learning rate; 0 freezes it.",
            p => p.SunRateScale, (p, value) => p with { SunRateScale = value })
        { BrowserName = "SUN_LR_SCALE", OtherNames = ["Sun LR Scale"] },
        new WorldParameter<EcosystemParameters, float>(nameof(EcosystemParameters.SunInitScale), Reset, Numbers(0.01f, 1f),
            "Spread of the random numbers that a new sun is made from.",
            p => p.SunInitScale, (p, value) => p with { SunInitScale = value })
        { LogarithmicFrom = 0.01, BrowserName = "SUN_INIT_SCALE", OtherNames = ["Sun Strength"] },
        SharedParameters.SeedsPerSpecies,
        SharedParameters.Seed,
    ]);
}
