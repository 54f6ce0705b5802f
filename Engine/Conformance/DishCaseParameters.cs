using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.PetriDish;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Which of the two published programs a case is of.</summary>
internal enum DishProgram
{
    /// <summary>PD-NCA.</summary>
    PetriDish,

    /// <summary>PBT-NCA.</summary>
    PetriDishDuel,
}

/// <summary>What a case of the Petri Dish rules is a record of.</summary>
internal enum DishCaseKind
{
    /// <summary>Steps, of which the last are learned through, and one pass back.</summary>
    Gradient,

    /// <summary>Epochs on the same worlds, once for each optimiser.</summary>
    Learning,

    /// <summary>Epochs of a pool with burn-in and given draws.</summary>
    Pool,

    /// <summary>Steps without learning.</summary>
    Trajectory,
}

/// <summary>The parameters of a case of the Petri Dish rules, named as in its file.</summary>
internal sealed record DishCaseParameters
{
    public required DishProgram Rules { get; init; }

    public required DishCaseKind Kind { get; init; }

    public required int Species { get; init; }

    public required int StateChannels { get; init; }

    public required int HiddenChannels { get; init; }

    /// <summary>Width D of one species' network.</summary>
    public required int Width { get; init; }

    /// <summary>Middle layers L.</summary>
    public required int Depth { get; init; }

    public required int KernelSize { get; init; }

    public required Coupling Coupling { get; init; }

    public required bool AliveVisible { get; init; }

    public required double HiddenShare { get; init; }

    public required double AliveThreshold { get; init; }

    /// <summary>Temperature τ of the second softmax.</summary>
    public required double Temperature { get; init; }

    public required int GridWidth { get; init; }

    public required int GridHeight { get; init; }

    /// <summary>Worlds of a batch B.</summary>
    public required int Worlds { get; init; }

    /// <summary>Worlds of the pool; 0 where it is the batch.</summary>
    public int Pool { get; init; }

    /// <summary>Steps of a trajectory.</summary>
    public int Steps { get; init; }

    /// <summary>Steps of an epoch that are not learned through.</summary>
    public int BeforeSteps { get; init; }

    /// <summary>Steps of an epoch that are.</summary>
    public int UnrollSteps { get; init; } = 1;

    public int Epochs { get; init; }

    /// <summary>Epochs after which weights and worlds were recorded.</summary>
    public int[] Marks { get; init; } = [];

    /// <summary>Those that a learning case has been recorded with, one after the other.</summary>
    public OptimizerKind[] Optimizers { get; init; } = [];

    /// <summary>That of a pool.</summary>
    public OptimizerKind Optimizer { get; init; }

    public double LearningRate { get; init; }

    public double GradientClip { get; init; } = 1;

    public int SunInterval { get; init; }

    public int BurnInIncrement { get; init; }

    public int BurnInEpochs { get; init; }

    /// <summary>Grids that the case begins with.</summary>
    public int Grids => Kind == DishCaseKind.Pool ? Pool : Worlds;

    /// <summary>The sun and the species.</summary>
    public int Entities => Species + 1;

    /// <summary>Channels C of a proposal.</summary>
    public int Channels => StateChannels + HiddenChannels;

    /// <summary>Channels I that a network reads.</summary>
    public int Inputs => AliveVisible ? Entities + Channels : Channels;

    /// <summary>Cells of a world.</summary>
    public int Cells => GridWidth * GridHeight;

    /// <summary>The same in the engine's terms.</summary>
    public PetriDishParameters Translate() =>
        (Rules == DishProgram.PetriDishDuel ? PetriDishParameters.DefaultDuel : PetriDishParameters.Default) with
        {
            Species = Species,
            GridWidth = GridWidth,
            GridHeight = GridHeight,
            StateChannels = StateChannels,
            HiddenChannels = HiddenChannels,
            NetworkWidth = Width,
            NetworkDepth = Depth,
            KernelSize = KernelSize,
            Coupling = Coupling,
            AliveVisible = AliveVisible,
            HiddenShare = (float)HiddenShare,
            AliveThreshold = (float)AliveThreshold,
            CompetitionTemperature = (float)Temperature,
            BatchWorlds = Worlds,
            PoolWorlds = Grids,
            LearnInterval = Kind == DishCaseKind.Trajectory ? 0 : BeforeSteps + UnrollSteps,
            UnrollSteps = UnrollSteps,
            LearningRate = new((float)LearningRate),
            GradientClip = new((float)GradientClip),
            Optimizer = new(Optimizer),
            SunInterval = SunInterval,
            BurnInIncrement = BurnInIncrement,
            BurnInEpochs = BurnInEpochs,
        };

    /// <summary>Whose proposal a row of all decoders' rows is, and which channel; species count from 0.</summary>
    public (int Species, int Channel) OwnerOf(int row) =>
        Coupling == Coupling.Interleaved ? (row % Species, row / Species) : (row / Channels, row % Channels);
}
