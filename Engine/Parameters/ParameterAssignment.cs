using System.Globalization;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>A value for a parameter: for one species, or, with <paramref name="Species"/> null, for all.</summary>
public sealed record ParameterAssignment(ParameterDescription Parameter, int? Species, string Value)
{
    /// <summary>Reads <c>Name=Value</c> or <c>Name[n]=Value</c>.</summary>
    public static ParameterAssignment Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new UserException($"'{text}' sets nothing; write Name=Value or Name[n]=Value");
        }

        string target = text[..equals].Trim();
        string value = text[(equals + 1)..].Trim();
        int bracket = target.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
        {
            return new ParameterAssignment(ParameterCatalogue.Find(target), null, value);
        }

        ParameterDescription parameter = ParameterCatalogue.Find(target[..bracket].Trim());
        if (!target.EndsWith(']')
            || !int.TryParse(target[(bracket + 1)..^1], NumberStyles.Integer, CultureInfo.InvariantCulture, out int species))
        {
            throw new UserException($"'{target}' names no species; write {parameter.Name}[n], n from 1");
        }

        return new ParameterAssignment(parameter, species, value);
    }

    /// <summary>The parameters after the assignment that a text such as <c>Species=3</c> describes.</summary>
    public static EcosystemParameters Apply(EcosystemParameters parameters, string text) =>
        Parse(text).Apply(parameters);

    /// <summary>The parameters after this assignment.</summary>
    public EcosystemParameters Apply(EcosystemParameters parameters) => Parameter.Write(parameters, Value, Species);
}
