namespace GpuEcosystem.Engine.Parameters;

/// <summary>
/// Everything about a world that a user can choose: what worlds of all rules have. A rule set's own record adds the rest, and its
/// <see cref="Catalogue"/> says what each choice does, what it may be and when a change takes effect.
/// </summary>
public abstract record WorldParameters
{
    private protected WorldParameters()
    {
    }

    /// <summary>The parameters of these rules.</summary>
    public abstract ParameterCatalogue Catalogue { get; }

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

    /// <summary>Whether species share one network.</summary>
    public Coupling Coupling { get; init; } = Coupling.Independent;

    /// <summary>Whether networks read aliveness too.</summary>
    public bool AliveVisible { get; init; }

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

    /// <summary>Cells that each species starts with.</summary>
    public int SeedsPerSpecies { get; init; } = 10;

    /// <summary>What all random numbers follow from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The same, but for one assignment such as <c>Species=3</c> or <c>Learns[2]=false</c>.</summary>
    /// <exception cref="UserException">There is no such parameter, or it has no such value.</exception>
    public WorldParameters Set(string assignment) => Catalogue.Parse(assignment).Apply(this);

    /// <summary>Attack, defence and memory together.</summary>
    internal int Channels => StateChannels + HiddenChannels;

    /// <summary>Channels that networks read.</summary>
    internal int InputChannels => AliveVisible ? Species + 1 + Channels : Channels;

    /// <summary>What a species' optimiser reckons with.</summary>
    internal virtual OptimizerConstants OptimizerConstantsOf(int species) => OptimizerConstants.Usual;

    /// <summary>What is likely not meant, a line each, though it can be.</summary>
    internal virtual IEnumerable<string> Doubts => [];

    /// <summary>What may change about species whose networks are circuits of gates without making them anew.</summary>
    internal virtual GateSettings Gates => GateSettings.Usual;

    /// <summary>Wires of all such species.</summary>
    internal virtual int WireCount => 0;

    /// <summary>Worlds of one size that live at once.</summary>
    public virtual int WorldCount => 1;

    /// <summary>Networks that share nothing.</summary>
    internal abstract int NetworkGroups { get; }

    /// <summary>Weights of all networks, and the gaps between them.</summary>
    internal abstract long WeightCount { get; }

    /// <summary>Throws a <see cref="UserException"/> where the parameters cannot make a world.</summary>
    public virtual void Validate()
    {
        foreach (ParameterDescription parameter in Catalogue.All)
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
                        + $"one network and its optimizer; set {parameter.Name} for all, or Coupling to Independent");
                }
            }
        }
    }
}
