using System.Diagnostics;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>What a parameter's values are.</summary>
public enum ParameterKind
{
    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>On or off.</summary>
    Switch,

    /// <summary>One of a few names.</summary>
    Choice,

    /// <summary>A short text that says more than a number does, such as a list of sizes.</summary>
    Text,
}

/// <summary>What a change of a parameter brings about.</summary>
public enum ParameterEffect
{
    /// <summary>The next step already follows it.</summary>
    Live,

    /// <summary>The networks are made anew.</summary>
    Rebuild,

    /// <summary>The grid is cut or grows.</summary>
    Resize,

    /// <summary>Nothing until the world starts again.</summary>
    Reset,
}

/// <summary>Where a parameter is found among the others.</summary>
public enum ParameterGroup
{
    /// <summary>What most people turn first.</summary>
    Main,

    /// <summary>What else changes a world while it lives.</summary>
    Advanced,

    /// <summary>What a world is made of.</summary>
    World,
}

/// <summary>One parameter: what it does, what it may be, and how to read and write it as text.</summary>
public abstract class ParameterDescription
{
    private protected ParameterDescription(string name, ParameterEffect effect, string explanation)
    {
        Name = name;
        Effect = effect;
        Explanation = explanation;
    }

    /// <summary>The name, as users write it.</summary>
    public string Name { get; }

    /// <summary>One line for the person who turns it.</summary>
    public string Explanation { get; }

    /// <summary>What a change brings about.</summary>
    public ParameterEffect Effect { get; }

    /// <summary>What a change brings about, in one sentence; empty where it simply happens.</summary>
    public string Consequence => Effect switch
    {
        ParameterEffect.Live => "",
        ParameterEffect.Rebuild when PerSpecies => "Makes a new network for every species that it changes; the others and the grid are kept.",
        ParameterEffect.Rebuild => "Makes new networks for all species; the grid is kept where it fits.",
        ParameterEffect.Resize => "Cuts or extends what cells there are; networks are kept.",
        ParameterEffect.Reset => "Takes effect at the next reset.",
        _ => throw new UnreachableException($"{Name} has no such effect as {Effect}"),
    };

    /// <summary>Whether a change takes networks or cells away, which no other change of it brings back.</summary>
    public bool IsStructural => Effect is ParameterEffect.Rebuild or ParameterEffect.Resize;

    /// <summary>Whether a change that the next step follows takes away what parts of the world have learned, as <see cref="IsStructural"/> has it.</summary>
    public bool MakesPartsAnew { get; internal init; }

    /// <summary>Where it is found among the others.</summary>
    public ParameterGroup Group =>
        Effect != ParameterEffect.Live ? ParameterGroup.World : IsMain ? ParameterGroup.Main : ParameterGroup.Advanced;

    /// <summary>What its numbers count; empty where they are numbers only.</summary>
    public string Unit { get; internal init; } = "";

    /// <summary>
    /// The number at which the decades of its slider begin, each as wide as the next, where its range spans several of them;
    /// null where numbers lie evenly.
    /// </summary>
    public double? LogarithmicFrom { get; internal init; }

    /// <summary>The name in files and links of the browser platform; null where it has none.</summary>
    public string? BrowserName { get; internal init; }

    /// <summary>Other names that people know it by: the browser platform's label where it has one, then the papers' symbol.</summary>
    public IReadOnlyList<string> OtherNames { get; internal init; } = [];

    /// <summary>All names: its own, the others, the one in the browser platform's files.</summary>
    internal IEnumerable<string> AllNames
    {
        get
        {
            IEnumerable<string> names = OtherNames.Prepend(Name);
            return BrowserName is null ? names : names.Append(BrowserName);
        }
    }

    /// <summary>Whether most people turn it first, if it is live.</summary>
    internal bool IsMain { get; init; }

    /// <summary>What its values are.</summary>
    public abstract ParameterKind Kind { get; }

    /// <summary>The smallest value, if it is a number.</summary>
    public abstract double? Minimum { get; }

    /// <summary>The largest value, if it is a number.</summary>
    public abstract double? Maximum { get; }

    /// <summary>What every value must be a multiple of, if anything.</summary>
    public abstract double? MultipleOf { get; }

    /// <summary>All values, where they are few; otherwise empty.</summary>
    public abstract IReadOnlyList<string> Choices { get; }

    /// <summary>What it may be, in words, to the last digit.</summary>
    public abstract string Values { get; }

    /// <summary>Whether each species can have a value of its own.</summary>
    public abstract bool PerSpecies { get; }

    /// <summary>Whether it means anything to a species as that is.</summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="species">Which, 1 = the first.</param>
    public bool Concerns(WorldParameters parameters, int species) => ConcernedSpecies?.Invoke(parameters, species) ?? true;

    /// <summary>The species that it means anything to, given all parameters and a species' number; all where it is null.</summary>
    internal Func<WorldParameters, int, bool>? ConcernedSpecies { get; init; }

    /// <summary>The first of its names that has a part, blanks, hyphens and letter case aside; null where none does.</summary>
    public string? NameWith(string part) => AllNames.FirstOrDefault(name => LooseName.Has(name, part));

    /// <summary>The value as text: of one species, or the one that holds for all that have none of their own.</summary>
    public abstract string Read(WorldParameters parameters, int? species = null);

    /// <summary>The parameters with this one changed, for one species or for all; a <see cref="UserException"/> where
    /// the text is no value of it.</summary>
    public abstract WorldParameters Write(WorldParameters parameters, string text, int? species = null);

    /// <summary>The species that have a value of their own, in order.</summary>
    public abstract IEnumerable<int> Overridden(WorldParameters parameters);

    /// <summary>A value as <see cref="Read"/> gives it; people write numbers in many ways.</summary>
    internal abstract string Normal(string text);

    /// <summary>Throws a <see cref="UserException"/> where a value lies outside its range.</summary>
    internal abstract void Validate(WorldParameters parameters);
}
