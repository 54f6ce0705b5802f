using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.PetriDish;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>The parameters of the Petri Dish rules, both those of Petri Dish NCA and those of the duel that PBT-NCA evolves.</summary>
public sealed record PetriDishParameters : WorldParameters
{
    private PetriDishParameters(ContestKind kind)
    {
        Kind = kind;
        GradientClip = new(1f);
    }

    /// <summary>The values that the specification gives, for Petri Dish NCA.</summary>
    public static PetriDishParameters Default { get; } = new(ContestKind.PetriDish);

    /// <summary>The same for the duel.</summary>
    public static PetriDishParameters DefaultDuel { get; } = new(ContestKind.Duel);

    /// <inheritdoc/>
    public override ParameterCatalogue Catalogue =>
        Kind == ContestKind.Duel ? PetriDishCatalogue.Duel : PetriDishCatalogue.Dish;

    /// <summary>Features of each species' network.</summary>
    public int NetworkWidth { get; init; } = 32;

    /// <summary>Layers between encoder and decoder.</summary>
    public int NetworkDepth { get; init; } = 4;

    /// <summary>Side of the neighbourhood that one convolution reads.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>Share of the hidden channels that a species may write.</summary>
    public float HiddenShare { get; init; } = 1f;

    /// <summary>Aliveness that a species needs in its neighbourhood.</summary>
    public float AliveThreshold { get; init; } = 0.4f;

    /// <summary>How evenly cells are shared.</summary>
    public float CompetitionTemperature { get; init; } = 1f;

    /// <summary>Steps that are learned through.</summary>
    public int UnrollSteps { get; init; } = 1;

    /// <summary>Steps by which epochs grow at a time until they have their full length; 0 if they begin with it.</summary>
    public int BurnInIncrement { get; init; }

    /// <summary>Epochs from one such growth to the next.</summary>
    public int BurnInEpochs { get; init; } = 50;

    /// <summary>Whether the gradients of all species are clipped as one.</summary>
    public bool ClipTogether { get; init; } = true;

    /// <summary>Epochs from one update of the sun to the next; 0 for never.</summary>
    public int SunInterval { get; init; }

    /// <summary>The sun's learning rate, as a multiple of the species'.</summary>
    public float SunRateScale { get; init; } = 1f;

    /// <summary>Worlds that live and are learned from at once.</summary>
    public int BatchWorlds { get; init; } = 1;

    /// <summary>Worlds that the batch is drawn from.</summary>
    public int PoolWorlds { get; init; } = 1;

    /// <summary>Epochs from one draw to the next.</summary>
    public int DrawInterval { get; init; } = 1;

    /// <summary>Whether a world in which a species died out goes back to what the pool kept of it.</summary>
    public bool KeepLiving { get; init; } = true;

    /// <summary>More than 0 brings back species whose population in a world is less than 1, at an epoch's end.</summary>
    public float MinOccupancy { get; init; }

    /// <summary>What state a species' first cells have.</summary>
    public SeedState SeedState { get; init; } = SeedState.Random;

    /// <summary>How strength is reckoned.</summary>
    internal ContestKind Kind { get; }

    /// <inheritdoc/>
    public override int WorldCount => BatchWorlds;

    /// <inheritdoc/>
    internal override OptimizerConstants OptimizerConstantsOf(int species) => OptimizerConstants.PyTorch;

    /// <inheritdoc/>
    internal override int NetworkGroups => Species;

    /// <inheritdoc/>
    internal override long WeightCount => Layout.Length;

    /// <summary>Sizes of the species' networks.</summary>
    internal ConvolutionLayout Layout => new(Species, InputChannels, Channels, NetworkWidth, NetworkDepth, KernelSize);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (UnrollSteps > LearnInterval && LearnInterval > 0)
        {
            throw new UserException($"UnrollSteps is {UnrollSteps}, and an epoch has no more than LearnInterval = {LearnInterval} steps");
        }

        if (BatchWorlds > PoolWorlds)
        {
            throw new UserException($"BatchWorlds is {BatchWorlds}, and PoolWorlds has no more than {PoolWorlds}");
        }

        if ((long)Species * SeedsPerSpecies > (long)GridWidth * GridHeight)
        {
            throw new UserException(
                $"{Species} species with {SeedsPerSpecies} seeds each need more than the {(long)GridWidth * GridHeight} cells of the grid");
        }
    }

    /// <inheritdoc cref="WorldParameters.Set"/>
    public new PetriDishParameters Set(string assignment) => (PetriDishParameters)base.Set(assignment);
}
