using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>
/// Everything about a world that a user can choose. <see cref="ParameterCatalogue"/> says what each choice does,
/// what it may be and when a change takes effect.
/// </summary>
public sealed record EcosystemParameters
{
    /// <summary>The values that the specification gives.</summary>
    public static EcosystemParameters Default { get; } = new();

    /// <summary>Number of species, the sun not counted.</summary>
    public int Species { get; init; } = 5;

    /// <summary>Cells in a row of the grid.</summary>
    public int GridWidth { get; init; } = 128;

    /// <summary>Rows of the grid.</summary>
    public int GridHeight { get; init; } = 128;

    /// <summary>Channels of attack and defence together.</summary>
    public int StateChannels { get; init; } = 32;

    /// <summary>Channels of memory.</summary>
    public int HiddenChannels { get; init; } = 2;

    /// <summary>Features of each species' network.</summary>
    public int NetworkWidth { get; init; } = 32;

    /// <summary>Blocks of each network.</summary>
    public int NetworkDepth { get; init; } = 4;

    /// <summary>Side of the neighbourhood that one convolution reads.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>Whether species share one network.</summary>
    public Coupling Coupling { get; init; } = Coupling.Independent;

    /// <summary>Whether networks read aliveness too.</summary>
    public bool AliveVisible { get; init; }

    /// <summary>Whom a species fights in a cell.</summary>
    public CompetitionMode CompetitionMode { get; init; } = CompetitionMode.Full;

    /// <summary>How attack is compared with defence.</summary>
    public SimilarityKind Similarity { get; init; } = SimilarityKind.Cosine;

    /// <summary>How evenly a cell is shared between competitors.</summary>
    public float CompetitionTemperature { get; init; } = 1f;

    /// <summary>Aliveness that a species needs nearby.</summary>
    public float AliveThreshold { get; init; } = 0.5f;

    /// <summary>How sharply <see cref="AliveThreshold"/> cuts.</summary>
    public float GrowthGateSteepness { get; init; } = 20f;

    /// <summary>Whether strength is spread over a neighbourhood.</summary>
    public bool Concentration { get; init; } = true;

    /// <summary>How evenly strength is spread.</summary>
    public float ConcentrationTemperature { get; init; } = 0.4f;

    /// <summary>Share of strength that is left alone.</summary>
    public float ConcentrationBaseline { get; init; }

    /// <summary>Side of the neighbourhood that shares strength.</summary>
    public int ConcentrationWindow { get; init; } = 4;

    /// <summary>Help for species below their share.</summary>
    public float DiversityWeight { get; init; } = 0.4f;

    /// <summary>Population below which a species is helped and reseeded.</summary>
    public float MinOccupancy { get; init; } = 20f;

    /// <summary>How much the sun gives way where species live.</summary>
    public float SunPenalty { get; init; }

    /// <summary>Chance of a cell to change in a step.</summary>
    public float UpdateProbability { get; init; } = 0.56f;

    /// <summary>Whether cells of clear winners change more often.</summary>
    public bool WinRate { get; init; } = true;

    /// <summary>How long wins are remembered.</summary>
    public float WinRateMemory { get; init; } = 0.95f;

    /// <summary>How much wins change a cell's chance to update.</summary>
    public float WinRateStrength { get; init; } = 0.5f;

    /// <summary>Steps from one learning pass to the next; 0 for never.</summary>
    public int LearnInterval { get; init; } = 1;

    /// <summary>How far a gradient moves the weights.</summary>
    public PerSpecies<float> LearningRate { get; init; } = new(0.0007f);

    /// <summary>Whether a species learns.</summary>
    public PerSpecies<bool> Learns { get; init; } = new(true);

    /// <summary>How gradients move the weights.</summary>
    public PerSpecies<OptimizerKind> Optimizer { get; init; } = new(OptimizerKind.SGD);

    /// <summary>Largest norm of a gradient; 0 for no limit.</summary>
    public PerSpecies<float> GradientClip { get; init; } = new(0f);

    /// <summary>What the networks learn for.</summary>
    public ObjectiveKind Objective { get; init; } = ObjectiveKind.SoftMin;

    /// <summary>Percent of the grid that a learning pass looks at.</summary>
    public float TrainRegion { get; init; } = 10f;

    /// <summary>How strictly the weakest species alone counts.</summary>
    public float SoftMinSharpness { get; init; } = 8f;

    /// <summary>Population share from which more counts less.</summary>
    public float GrowthCurve { get; init; } = 0.4f;

    /// <summary>Share of features switched off while learning.</summary>
    public float Dropout { get; init; }

    /// <summary>What the sun is made of.</summary>
    public SunMode SunMode { get; init; } = SunMode.Global;

    /// <summary>The sun's learning rate, as a multiple of the species'.</summary>
    public float SunRateScale { get; init; } = 1f;

    /// <summary>Spread of the random numbers that a new sun is made from.</summary>
    public float SunInitScale { get; init; } = 0.6f;

    /// <summary>Cells that each species starts with.</summary>
    public int SeedsPerSpecies { get; init; } = 10;

    /// <summary>What all random numbers follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The same, but for one assignment such as <c>Species=3</c> or <c>Learns[2]=false</c>.</summary>
    public EcosystemParameters Set(string assignment) => ParameterAssignment.Apply(this, assignment);

    /// <summary>Sizes of the species' networks.</summary>
    internal NetworkLayout Layout
    {
        get
        {
            int channels = StateChannels + HiddenChannels;
            return new NetworkLayout(
                Species,
                AliveVisible ? Species + 1 + channels : channels,
                channels,
                NetworkWidth,
                NetworkDepth,
                KernelSize,
                Coupling == Coupling.Shared ? 1 : Species);
        }
    }

    /// <summary>Throws a <see cref="UserException"/> where the parameters cannot make a world.</summary>
    public void Validate()
    {
        foreach (ParameterDescription parameter in ParameterCatalogue.All)
        {
            parameter.Validate(this);
            foreach (int species in parameter.Overridden(this))
            {
                if (species > Species)
                {
                    throw new UserException(
                        $"{parameter.Name}[{species}] names species {species}, but Species is {Species}");
                }

                if (Coupling == Coupling.Shared)
                {
                    throw new UserException(
                        $"{parameter.Name}[{species}] cannot differ from the others: with Coupling Shared all species share "
                        + $"one optimizer; set {parameter.Name} for all, or Coupling to Independent");
                }
            }
        }
    }
}
