namespace GpuEcosystem.Engine.Parameters;

/// <summary>A parameter with one value for the whole world.</summary>
internal sealed class WorldParameter<T>(
    string name,
    ParameterEffect effect,
    ValueDomain<T> domain,
    string explanation,
    Func<EcosystemParameters, T> get,
    Func<EcosystemParameters, T, EcosystemParameters> set)
    : ParameterDescription(name, effect, explanation)
{
    public override ParameterKind Kind => domain.Kind;

    public override double? Minimum => domain.Minimum;

    public override double? Maximum => domain.Maximum;

    public override double? MultipleOf => domain.MultipleOf;

    public override IReadOnlyList<string> Choices => domain.Choices;

    public override bool PerSpecies => false;

    public override string Read(EcosystemParameters parameters, int? species = null) => domain.Format(get(parameters));

    public override EcosystemParameters Write(EcosystemParameters parameters, string text, int? species = null)
    {
        if (species is not null)
        {
            throw new UserException($"{Name} is the same for all species; write {Name} without [{species}]");
        }

        return set(parameters, domain.Parse(Name, text));
    }

    public override IEnumerable<int> Overridden(EcosystemParameters parameters) => [];

    internal override void Validate(EcosystemParameters parameters) => domain.Check(Name, get(parameters));
}
