using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>Reads genes from JSON, and refuses what it does not understand.</summary>
internal static class GeneReader
{
    internal const string Schedule = "schedule";
    internal const string Pieces = "pieces";
    internal const string Until = "until";
    private const string Each = "[each]";
    private const int MostPieces = 100;

    /// <summary>Reads them; a gene of each species becomes as many genes as there are species.</summary>
    /// <exception cref="UserException">There is no such parameter, or it has no such values.</exception>
    public static ImmutableArray<Gene> Read(JsonElement genes, WorldParameters parameters)
    {
        JsonShape.Require(genes, JsonValueKind.Object, "genes", "an object");
        ImmutableArray<Gene> read = [.. genes.EnumerateObject().SelectMany(property => ReadGenes(property, parameters))];
        if (read.IsEmpty)
        {
            throw new UserException("genes must name at least one parameter that worlds differ in");
        }

        return read.GroupBy(gene => gene.Name).FirstOrDefault(group => group.Count() > 1) is { Key: string twice }
            ? throw new UserException($"genes has {twice} twice")
            : read;
    }

    private static IEnumerable<Gene> ReadGenes(JsonProperty property, WorldParameters parameters)
    {
        string place = $"genes.{property.Name}";
        if (property.Name.EndsWith(Each, StringComparison.Ordinal))
        {
            ParameterDescription parameter = FindLasting(property.Name[..^Each.Length], parameters);
            return parameter.PerSpecies
                ? Enumerable.Range(1, parameters.Species).Select(species => ReadGene(property.Value, place, parameter, species))
                : throw new UserException($"{place}: {parameter.Name} is the same for all species");
        }

        // Parsed as an assignment is, of which the value is still to come.
        ParameterAssignment target = parameters.Catalogue.Parse($"{property.Name}=");
        ParameterDescription named = FindLasting(target.Parameter.Name, parameters);
        if (target.Species is int species && (!named.PerSpecies || species < 1 || species > parameters.Species))
        {
            throw new UserException(
                named.PerSpecies ? $"{place}: there is no species {species}, only 1 to {parameters.Species}" : $"{place}: {named.Name} is the same for all species");
        }

        return [ReadGene(property.Value, place, named, target.Species)];
    }

    private static ParameterDescription FindLasting(string name, WorldParameters parameters)
    {
        ParameterDescription parameter = parameters.Catalogue.Find(name);
        return parameter.Name is nameof(WorldParameters.Seed) or nameof(WorldParameters.Species)
            ? throw new UserException($"{parameter.Name} cannot be a gene: {(parameter.Name == nameof(WorldParameters.Seed) ? "each trial has worlds of several seeds" : "genes belong to species")}")
            : parameter;
    }

    private static Gene ReadGene(JsonElement value, string place, ParameterDescription parameter, int? species)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(Schedule, out JsonElement schedule))
        {
            return new ConstantGene(parameter, species, Prior.Read(value, place, parameter));
        }

        JsonShape.RequireProperties(value, place, [Schedule]);
        if (parameter.Effect != ParameterEffect.Live)
        {
            throw new UserException($"{place} cannot have a {Schedule}: only live parameters change during a run");
        }

        place = $"{place}.{Schedule}";
        JsonShape.Require(schedule, JsonValueKind.Object, place, "an object");
        foreach (string needed in (string[])[Pieces, Until])
        {
            if (!schedule.TryGetProperty(needed, out _))
            {
                throw new UserException($"{place} needs '{needed}'");
            }
        }

        int pieces = (int)JsonShape.ReadWholeNumber(schedule.GetProperty(Pieces), $"{place}.{Pieces}", 2, MostPieces);
        long until = JsonShape.ReadWholeNumber(schedule.GetProperty(Until), $"{place}.{Until}", 1);
        return new ScheduleGene(parameter, species, Prior.Read(schedule, place, parameter, Pieces, Until), pieces, until);
    }
}
