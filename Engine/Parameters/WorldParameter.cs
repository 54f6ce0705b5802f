namespace GpuEcosystem.Engine.Parameters;

/// <summary>A parameter with one value for the whole world.</summary>
internal sealed class WorldParameter<TRules, T>(
    string name,
    ParameterEffect effect,
    ValueDomain<T> domain,
    string explanation,
    Func<TRules, T> get,
    Func<TRules, T, TRules> set)
    : ParameterDescription(name, effect, explanation)
    where TRules : WorldParameters
{
    public override ParameterKind Kind => domain.Kind;

    public override double? Minimum => domain.Minimum;

    public override double? Maximum => domain.Maximum;

    public override double? MultipleOf => domain.MultipleOf;

    public override IReadOnlyList<string> Choices => domain.Choices;

    public override string Values => domain.Values;

    public override bool PerSpecies => false;

    public override string Read(WorldParameters parameters, int? species = null) => domain.Format(get((TRules)parameters));

    public override WorldParameters Write(WorldParameters parameters, string text, int? species = null)
    {
        if (species is not null)
        {
            throw new UserException($"{Name} is the same for all species; write {Name} without [{species}]");
        }

        return set((TRules)parameters, domain.Parse(Name, text));
    }

    public override IEnumerable<int> Overridden(WorldParameters parameters) => [];

    internal override string Normal(string text) => domain.Format(domain.Parse(Name, text));

    internal override void Validate(WorldParameters parameters) => domain.Check(Name, get((TRules)parameters));
}
