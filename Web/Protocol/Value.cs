using System.Globalization;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Web.Protocol;

/// <summary>A parameter's value as it is typed: of all species, and by their numbers of those that have one of their own.</summary>
internal sealed record Value(string All, IReadOnlyDictionary<string, string> Own)
{
    /// <summary>The values of all parameters, by their names.</summary>
    public static IReadOnlyDictionary<string, Value> Of(WorldParameters parameters) => parameters.Catalogue.All.ToDictionary(
        parameter => parameter.Name,
        parameter => new Value(
            parameter.Read(parameters),
            parameter.Overridden(parameters).ToDictionary(
                species => species.ToString(CultureInfo.InvariantCulture), species => parameter.Read(parameters, species))));
}
