using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.PetriDish;
using static GpuEcosystem.Engine.Parameters.Domains;
using static GpuEcosystem.Engine.Parameters.ParameterEffect;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>Every parameter of the Petri Dish rules, declared once.</summary>
internal static class PetriDishCatalogue
{
    private static readonly IReadOnlyList<ParameterDescription> all =
    [
        SharedParameters.Species,
        SharedParameters.GridWidth,
        SharedParameters.GridHeight,
        SharedParameters.StateChannels,
        SharedParameters.HiddenChannels,
        new WorldParameter<PetriDishParameters, int>(
            nameof(PetriDishParameters.NetworkWidth), Rebuild, Whole(8, 256, multipleOf: 8),
            "Features of each species' network: more can learn more and cost more time.",
            p => p.NetworkWidth, (p, value) => p with { NetworkWidth = value })
        { BrowserName = "HIDDEN_DIM", OtherNames = ["Model Width"] },
        new WorldParameter<PetriDishParameters, int>(
            nameof(PetriDishParameters.NetworkDepth), Rebuild, Whole(0, 10),
            "Blocks of each network: more see farther and cost more time.",
            p => p.NetworkDepth, (p, value) => p with { NetworkDepth = value })
        { BrowserName = "N_HIDDEN_LAYERS", OtherNames = ["Model Depth"] },
        new WorldParameter<PetriDishParameters, int>(
            nameof(PetriDishParameters.KernelSize), Rebuild, new ChoiceDomain<int>(ParameterKind.Integer, 1, 3, 5, 7, 9),
            "Side of the neighbourhood that one layer of a network sees.",
            p => p.KernelSize, (p, value) => p with { KernelSize = value })
        { Unit = "cells", OtherNames = ["model_kernel_size"] },
        new WorldParameter<PetriDishParameters, Coupling>(
            nameof(PetriDishParameters.Coupling), Rebuild, Names(Coupling.Independent, Coupling.Interleaved),
            "A network for every species, or networks whose outputs all share, as the published programs have it.",
            p => p.Coupling, (p, value) => p with { Coupling = value }),
        SharedParameters.AliveVisible,
        new WorldParameter<PetriDishParameters, float>(nameof(PetriDishParameters.HiddenShare), Live, Numbers(0f, 1f),
            "Share of the memory channels that a species may write; each reads all.",
            p => p.HiddenShare, (p, value) => p with { HiddenShare = value })
        { OtherNames = ["per_hid_upd", "q"] },
        new WorldParameter<PetriDishParameters, float>(nameof(PetriDishParameters.AliveThreshold), Live, Numbers(0f, 1f),
            "Aliveness that a species needs in its neighbourhood to live.",
            p => p.AliveThreshold, (p, value) => p with { AliveThreshold = value })
        { IsMain = true, OtherNames = ["theta"] },
        new WorldParameter<PetriDishParameters, float>(nameof(PetriDishParameters.CompetitionTemperature), Live, Numbers(0.01f, 10f),
            "Low: the winner takes the cell. High: cells are shared.",
            p => p.CompetitionTemperature, (p, value) => p with { CompetitionTemperature = value })
        { IsMain = true, LogarithmicFrom = 0.01, OtherNames = ["softmax_temp", "tau"] },
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.LearnInterval), Live, Whole(0, 10000),
            "Steps of an epoch, at whose end species learn; 0 switches learning off.",
            p => p.LearnInterval, (p, value) => p with { LearnInterval = value })
        { IsMain = true, Unit = "steps", LogarithmicFrom = 1 },
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.UnrollSteps), Live, Whole(1, 64),
            "Last steps of an epoch that are learned through.",
            p => p.UnrollSteps, (p, value) => p with { UnrollSteps = value })
        { IsMain = true, Unit = "steps", OtherNames = ["steps_per_update", "k"] },
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.BurnInIncrement), Live, Whole(0, 64),
            "Steps by which epochs grow at a time until they have their full length; 0 to begin with it.",
            p => p.BurnInIncrement, (p, value) => p with { BurnInIncrement = value })
        { Unit = "steps", OtherNames = ["burn_in_increment"] },
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.BurnInEpochs), Live, Whole(0, 100000),
            "Epochs from one such growth to the next.",
            p => p.BurnInEpochs, (p, value) => p with { BurnInEpochs = value })
        { Unit = "epochs", LogarithmicFrom = 1, OtherNames = ["burn_in_increment_epochs"] },
        SharedParameters.LearningRate,
        SharedParameters.Learns,
        SharedParameters.Optimizer,
        SharedParameters.GradientClip,
        new WorldParameter<PetriDishParameters, bool>(nameof(PetriDishParameters.ClipTogether), Live, new SwitchDomain(),
            "Cuts the gradients of all species down as one, or each by itself.",
            p => p.ClipTogether, (p, value) => p with { ClipTogether = value }),
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.SunInterval), Live, Whole(0, 100000),
            "Epochs from one update of the sun to the next; 0 keeps it as it is.",
            p => p.SunInterval, (p, value) => p with { SunInterval = value })
        { Unit = "epochs", LogarithmicFrom = 1, OtherNames = ["sun_update_epoch_wait"] },
        new WorldParameter<PetriDishParameters, float>(nameof(PetriDishParameters.SunRateScale), Live, Numbers(0f, 10f),
            "The sun's learning rate, as a multiple of the species'.",
            p => p.SunRateScale, (p, value) => p with { SunRateScale = value }),
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.BatchWorlds), Resize, Whole(1, 4096),
            "Worlds that live and are learned from at once.",
            p => p.BatchWorlds, (p, value) => p with { BatchWorlds = value })
        { Unit = "worlds", LogarithmicFrom = 1, OtherNames = ["batch_size"] },
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.PoolWorlds), Resize, Whole(1, 65536),
            "Worlds that the batch is drawn from.",
            p => p.PoolWorlds, (p, value) => p with { PoolWorlds = value })
        { Unit = "worlds", LogarithmicFrom = 1, OtherNames = ["pool_size"] },
        new WorldParameter<PetriDishParameters, int>(nameof(PetriDishParameters.DrawInterval), Live, Whole(1, 100000),
            "Epochs from one draw of the batch to the next.",
            p => p.DrawInterval, (p, value) => p with { DrawInterval = value })
        { Unit = "epochs", LogarithmicFrom = 1, OtherNames = ["pbt_world_horizon"] },
        new WorldParameter<PetriDishParameters, bool>(nameof(PetriDishParameters.KeepLiving), Live, new SwitchDomain(),
            "Takes a world in which a species died out back to what the pool kept of it.",
            p => p.KeepLiving, (p, value) => p with { KeepLiving = value }),
        new WorldParameter<PetriDishParameters, float>(nameof(PetriDishParameters.MinOccupancy), Live, Numbers(0f, 10000f),
            "Above 0, a species that is gone from a world is seeded again at the end of an epoch; 0 lets it die.",
            p => p.MinOccupancy, (p, value) => p with { MinOccupancy = value })
        { Unit = "cells", LogarithmicFrom = 1 },
        SharedParameters.SeedsPerSpecies,
        new WorldParameter<PetriDishParameters, SeedState>(nameof(PetriDishParameters.SeedState), Reset, Names<SeedState>(),
            "First cells of a species have a random state of its own, or 1 in all channels.",
            p => p.SeedState, (p, value) => p with { SeedState = value })
        { OtherNames = ["seed_mode"] },
        SharedParameters.Seed,
    ];

    /// <summary>Those of Petri Dish NCA.</summary>
    public static ParameterCatalogue Dish { get; } = new(PetriDishParameters.Default, all, PetriDishRules.NameOf(ContestKind.PetriDish));

    /// <summary>Those of the duel.</summary>
    public static ParameterCatalogue Duel { get; } = new(PetriDishParameters.DefaultDuel, all, PetriDishRules.NameOf(ContestKind.Duel));
}
