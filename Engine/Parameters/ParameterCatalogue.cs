using static GpuEcosystem.Engine.Parameters.ParameterEffect;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>
/// Every parameter, declared once. Range checks, assignments on the command line, configuration files, their schema
/// and the help text all follow from here.
/// </summary>
public static class ParameterCatalogue
{
    internal const int MaximumSpecies = 24;

    /// <summary>All parameters, in the order in which a person would meet them.</summary>
    public static IReadOnlyList<ParameterDescription> All { get; } =
    [
        Integer(nameof(EcosystemParameters.Species), Rebuild, 1, MaximumSpecies,
            "How many species compete.",
            p => p.Species, (p, value) => p with { Species = value }),
        Integer(nameof(EcosystemParameters.GridWidth), Resize, 8, 65536,
            "Cells in a row of the grid.",
            p => p.GridWidth, (p, value) => p with { GridWidth = value }),
        Integer(nameof(EcosystemParameters.GridHeight), Resize, 8, 65536,
            "Rows of the grid.",
            p => p.GridHeight, (p, value) => p with { GridHeight = value }),
        Integer(nameof(EcosystemParameters.StateChannels), Rebuild, 4, 128,
            "Channels of a cell for attack (half) and defence (half).",
            p => p.StateChannels, (p, value) => p with { StateChannels = value }, multipleOf: 2),
        Integer(nameof(EcosystemParameters.HiddenChannels), Rebuild, 0, 64,
            "Channels of a cell that species use as memory; nobody fights over them.",
            p => p.HiddenChannels, (p, value) => p with { HiddenChannels = value }),
        Integer(nameof(EcosystemParameters.NetworkWidth), Rebuild, 8, 256,
            "Features of each species' network: more can learn more and cost more time.",
            p => p.NetworkWidth, (p, value) => p with { NetworkWidth = value }, multipleOf: 8),
        Integer(nameof(EcosystemParameters.NetworkDepth), Rebuild, 0, 10,
            "Blocks of each network: more see farther and cost more time.",
            p => p.NetworkDepth, (p, value) => p with { NetworkDepth = value }),
        new WorldParameter<int>(nameof(EcosystemParameters.KernelSize), Rebuild,
            new ChoiceDomain<int>(ParameterKind.Integer, 1, 3, 5, 7),
            "Side of the neighbourhood that one layer of a network sees.",
            p => p.KernelSize, (p, value) => p with { KernelSize = value }),
        Choice(nameof(EcosystemParameters.Coupling), Rebuild,
            "A network for every species, or one network that all share.",
            p => p.Coupling, (p, value) => p with { Coupling = value }),
        Switch(nameof(EcosystemParameters.AliveVisible), Rebuild,
            "Lets the networks see who lives where, not only the channels.",
            p => p.AliveVisible, (p, value) => p with { AliveVisible = value }),

        Choice(nameof(EcosystemParameters.CompetitionMode), Live,
            "Species fight each other one by one, or the average of those in the cell.",
            p => p.CompetitionMode, (p, value) => p with { CompetitionMode = value }),
        Choice(nameof(EcosystemParameters.Similarity), Live,
            "Attack meets defence by direction alone, or by direction and strength.",
            p => p.Similarity, (p, value) => p with { Similarity = value }),
        Number(nameof(EcosystemParameters.CompetitionTemperature), Live, 0.01f, 10f,
            "Low: the winner takes the cell. High: cells are shared.",
            p => p.CompetitionTemperature, (p, value) => p with { CompetitionTemperature = value }),
        Number(nameof(EcosystemParameters.AliveThreshold), Live, 0f, 1f,
            "Aliveness that a species needs in its neighbourhood to grow.",
            p => p.AliveThreshold, (p, value) => p with { AliveThreshold = value }),
        Number(nameof(EcosystemParameters.GrowthGateSteepness), Live, 0.5f, 50f,
            "High: life or death at the threshold. Low: weak growth survives as well.",
            p => p.GrowthGateSteepness, (p, value) => p with { GrowthGateSteepness = value }),
        Switch(nameof(EcosystemParameters.Concentration), Live,
            "Lets a species' strength in one cell cost it strength nearby; Cosine similarity, blind to strength, all but cancels it.",
            p => p.Concentration, (p, value) => p with { Concentration = value }),
        Number(nameof(EcosystemParameters.ConcentrationTemperature), Live, 0.05f, 5f,
            "Low: strength gathers in single cells. High: it spreads evenly.",
            p => p.ConcentrationTemperature, (p, value) => p with { ConcentrationTemperature = value }),
        Number(nameof(EcosystemParameters.ConcentrationBaseline), Live, 0f, 1f,
            "Share of strength that concentration leaves alone.",
            p => p.ConcentrationBaseline, (p, value) => p with { ConcentrationBaseline = value }),
        Integer(nameof(EcosystemParameters.ConcentrationWindow), Live, 1, 21,
            "Side of the neighbourhood in which strength is shared out.",
            p => p.ConcentrationWindow, (p, value) => p with { ConcentrationWindow = value }),
        Number(nameof(EcosystemParameters.DiversityWeight), Live, 0f, 2f,
            "Help for species that hold less than their share; 0 gives none.",
            p => p.DiversityWeight, (p, value) => p with { DiversityWeight = value }),
        Number(nameof(EcosystemParameters.MinOccupancy), Live, 0f, 10000f,
            "Population below which a species is helped, and seeded again once it is gone; 0 lets it die.",
            p => p.MinOccupancy, (p, value) => p with { MinOccupancy = value }),
        Number(nameof(EcosystemParameters.SunPenalty), Live, 0f, 10f,
            "How much the sun gives way where species live, so that they spread faster.",
            p => p.SunPenalty, (p, value) => p with { SunPenalty = value }),
        Number(nameof(EcosystemParameters.UpdateProbability), Live, 0.01f, 1f,
            "Share of the cells that change in a step.",
            p => p.UpdateProbability, (p, value) => p with { UpdateProbability = value }),
        Switch(nameof(EcosystemParameters.WinRate), Live,
            "Lets cells with a clear winner change more often than contested ones.",
            p => p.WinRate, (p, value) => p with { WinRate = value }),
        Number(nameof(EcosystemParameters.WinRateMemory), Live, 0f, 0.999f,
            "How slowly a cell forgets how clearly it was won.",
            p => p.WinRateMemory, (p, value) => p with { WinRateMemory = value }),
        Number(nameof(EcosystemParameters.WinRateStrength), Live, 0f, 2f,
            "How much the win rate changes a cell's chance to update.",
            p => p.WinRateStrength, (p, value) => p with { WinRateStrength = value }),

        Integer(nameof(EcosystemParameters.LearnInterval), Live, 0, 10000,
            "Steps from one learning pass to the next; 0 switches learning off.",
            p => p.LearnInterval, (p, value) => p with { LearnInterval = value }),
        new SpeciesParameter<float>(nameof(EcosystemParameters.LearningRate), Live,
            new RangeDomain<float>(ParameterKind.Number, 0f, 1f),
            "How far each learning pass moves a species' network.",
            p => p.LearningRate, (p, value) => p with { LearningRate = value }),
        new SpeciesParameter<bool>(nameof(EcosystemParameters.Learns), Live,
            new SwitchDomain(),
            "Whether a species learns; if not, its network stays as it is.",
            p => p.Learns, (p, value) => p with { Learns = value }),
        new SpeciesParameter<OptimizerKind>(nameof(EcosystemParameters.Optimizer), Live,
            new ChoiceDomain<OptimizerKind>(ParameterKind.Choice, Enum.GetValues<OptimizerKind>()),
            "How a species turns gradients into changes of its network.",
            p => p.Optimizer, (p, value) => p with { Optimizer = value }),
        new SpeciesParameter<float>(nameof(EcosystemParameters.GradientClip), Live,
            new RangeDomain<float>(ParameterKind.Number, 0f, 100f),
            "Cuts a species' gradient down to this norm; 0 leaves it alone.",
            p => p.GradientClip, (p, value) => p with { GradientClip = value }),
        Choice(nameof(EcosystemParameters.Objective), Live,
            "All learn to help the weakest, or each learns to grow.",
            p => p.Objective, (p, value) => p with { Objective = value }),
        Number(nameof(EcosystemParameters.TrainRegion), Live, 1f, 100f,
            "Percent of the grid that a learning pass looks at.",
            p => p.TrainRegion, (p, value) => p with { TrainRegion = value }),
        Number(nameof(EcosystemParameters.SoftMinSharpness), Live, 0.1f, 100f,
            "High: only the weakest species counts. Low: all count.",
            p => p.SoftMinSharpness, (p, value) => p with { SoftMinSharpness = value }),
        Number(nameof(EcosystemParameters.GrowthCurve), Live, 0.01f, 10f,
            "Low: growth of large species counts for little. High: all growth counts alike.",
            p => p.GrowthCurve, (p, value) => p with { GrowthCurve = value }),
        Number(nameof(EcosystemParameters.Dropout), Live, 0f, 0.9f,
            "Share of the networks' features switched off at random while learning.",
            p => p.Dropout, (p, value) => p with { Dropout = value }),

        Choice(nameof(EcosystemParameters.SunMode), Live,
            "One sun for the whole grid, or one that differs from cell to cell.",
            p => p.SunMode, (p, value) => p with { SunMode = value }),
        Number(nameof(EcosystemParameters.SunRateScale), Live, 0f, 10f,
            "How fast the sun learns, as a multiple of the learning rate; 0 freezes it.",
            p => p.SunRateScale, (p, value) => p with { SunRateScale = value }),
        Number(nameof(EcosystemParameters.SunInitScale), Reset, 0.01f, 1f,
            "Spread of the random numbers that a new sun is made from.",
            p => p.SunInitScale, (p, value) => p with { SunInitScale = value }),
        Integer(nameof(EcosystemParameters.SeedsPerSpecies), Reset, 1, 10000,
            "Cells that each species starts with.",
            p => p.SeedsPerSpecies, (p, value) => p with { SeedsPerSpecies = value }),
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

    private static WorldParameter<int> Integer(
        string name,
        ParameterEffect effect,
        int minimum,
        int maximum,
        string explanation,
        Func<EcosystemParameters, int> get,
        Func<EcosystemParameters, int, EcosystemParameters> set,
        int? multipleOf = null) =>
        new(name, effect, new RangeDomain<int>(ParameterKind.Integer, minimum, maximum, multipleOf), explanation, get, set);

    private static WorldParameter<float> Number(
        string name,
        ParameterEffect effect,
        float minimum,
        float maximum,
        string explanation,
        Func<EcosystemParameters, float> get,
        Func<EcosystemParameters, float, EcosystemParameters> set) =>
        new(name, effect, new RangeDomain<float>(ParameterKind.Number, minimum, maximum), explanation, get, set);

    private static WorldParameter<bool> Switch(
        string name,
        ParameterEffect effect,
        string explanation,
        Func<EcosystemParameters, bool> get,
        Func<EcosystemParameters, bool, EcosystemParameters> set) =>
        new(name, effect, new SwitchDomain(), explanation, get, set);

    private static WorldParameter<T> Choice<T>(
        string name,
        ParameterEffect effect,
        string explanation,
        Func<EcosystemParameters, T> get,
        Func<EcosystemParameters, T, EcosystemParameters> set)
        where T : struct, Enum =>
        new(name, effect, new ChoiceDomain<T>(ParameterKind.Choice, Enum.GetValues<T>()), explanation, get, set);
}
