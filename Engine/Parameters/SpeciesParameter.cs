namespace GpuEcosystem.Engine.Parameters;

/// <summary>A parameter that every species can have a value of its own for.</summary>
internal sealed class SpeciesParameter<TRules, T>(
    string name,
    ParameterEffect effect,
    ValueDomain<T> domain,
    string explanation,
    Func<TRules, PerSpecies<T>> get,
    Func<TRules, PerSpecies<T>, TRules> set)
    : ParameterDescription(name, effect, explanation)
    where TRules : WorldParameters
    where T : notnull
{
    public override ParameterKind Kind => domain.Kind;

    public override double? Minimum => domain.Minimum;

    public override double? Maximum => domain.Maximum;

    public override double? MultipleOf => domain.MultipleOf;

    public override IReadOnlyList<string> Choices => domain.Choices;

    public override string Values => domain.Values;

    public override bool PerSpecies => true;

    public override string Read(WorldParameters parameters, int? species = null)
    {
        PerSpecies<T> values = get((TRules)parameters);
        return domain.Format(species is int number ? values[number] : values.Default);
    }

    public override WorldParameters Write(WorldParameters parameters, string text, int? species = null)
    {
        if (species is not int number)
        {
            return set((TRules)parameters, get((TRules)parameters).All(domain.Parse(Name, text)));
        }

        if (number is < 1 or > ParameterCatalogue.MaximumSpecies)
        {
            throw new UserException(
                $"species of {Name}[{number}] must lie between 1 and {ParameterCatalogue.MaximumSpecies}; {number} does not");
        }

        return set((TRules)parameters, get((TRules)parameters).With(number, domain.Parse($"{Name}[{number}]", text)));
    }

    public override IEnumerable<int> Overridden(WorldParameters parameters) => get((TRules)parameters).Overridden;

    internal override string Normal(string text) => domain.Format(domain.Parse(Name, text));

    internal override void Validate(WorldParameters parameters)
    {
        PerSpecies<T> values = get((TRules)parameters);
        domain.Check(Name, values.Default);
        foreach (int species in values.Overridden)
        {
            domain.Check($"{Name}[{species}]", values[species]);
        }
    }
}
