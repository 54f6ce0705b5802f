namespace GpuEcosystem.Engine.Parameters;

/// <summary>A parameter that every species can have a value of its own for.</summary>
internal sealed class SpeciesParameter<T>(
    string name,
    ParameterEffect effect,
    ValueDomain<T> domain,
    string explanation,
    Func<EcosystemParameters, PerSpecies<T>> get,
    Func<EcosystemParameters, PerSpecies<T>, EcosystemParameters> set)
    : ParameterDescription(name, effect, explanation)
    where T : notnull
{
    public override ParameterKind Kind => domain.Kind;

    public override double? Minimum => domain.Minimum;

    public override double? Maximum => domain.Maximum;

    public override double? MultipleOf => domain.MultipleOf;

    public override IReadOnlyList<string> Choices => domain.Choices;

    public override bool PerSpecies => true;

    public override string Read(EcosystemParameters parameters, int? species = null)
    {
        PerSpecies<T> values = get(parameters);
        return domain.Format(species is int number ? values[number] : values.Default);
    }

    public override EcosystemParameters Write(EcosystemParameters parameters, string text, int? species = null)
    {
        if (species is not int number)
        {
            return set(parameters, get(parameters).All(domain.Parse(Name, text)));
        }

        if (number is < 1 or > ParameterCatalogue.MaximumSpecies)
        {
            throw new UserException(
                $"species of {Name}[{number}] must lie between 1 and {ParameterCatalogue.MaximumSpecies}; {number} does not");
        }

        return set(parameters, get(parameters).With(number, domain.Parse($"{Name}[{number}]", text)));
    }

    public override IEnumerable<int> Overridden(EcosystemParameters parameters) => get(parameters).Overridden;

    internal override void Validate(EcosystemParameters parameters)
    {
        PerSpecies<T> values = get(parameters);
        domain.Check(Name, values.Default);
        foreach (int species in values.Overridden)
        {
            domain.Check($"{Name}[{species}]", values[species]);
        }
    }
}
