using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>The JSON schema of recipes, which lies beside that of configurations.</summary>
public static class RecipeSchema
{
    private const string Configuration = "config.schema.json";

    /// <summary>The schema as text, the same on every machine.</summary>
    public static string Generate()
    {
        JsonObject properties = new()
        {
            [RunConfigurationReader.Schema] = new JsonObject { ["type"] = "string" },
            [RecipeReader.Version] = new JsonObject { ["const"] = RecipeReader.CurrentVersion },
            [RecipeReader.Program] = SchemaParts.Of("string", "The version of the program that made the run."),
            [RecipeReader.Arithmetic] = SchemaParts.Of("string", "How the device rounded; on such a device the run has the same bits again."),
            [RecipeReader.Start] = new JsonObject
            {
                ["description"] = "Parameters with the seed, walls and schedule at the start.",
                ["$ref"] = Configuration,
            },
            [RecipeReader.Steps] = SchemaParts.WholeNumber("Steps that the run took, all counted, whatever was reset in between.", 0),
            [RecipeReader.Actions] = SchemaParts.List("What was done to the world, in order.", Action()),
        };
        return SchemaParts.Text(
            "Recipe of a GpuEcosystem run",
            SchemaParts.Object(
                properties, RecipeReader.Version, RecipeReader.Start, RecipeReader.Steps, RecipeReader.Actions));
    }

    private static JsonObject Action()
    {
        JsonObject set = new();
        foreach ((ParameterDescription parameter, _) in RunConfigurationSchema.Parameters)
        {
            set[parameter.Name] = new JsonObject { ["$ref"] = $"{Configuration}#/properties/{parameter.Name}" };
        }

        JsonObject action = SchemaParts.Object(
            new JsonObject
            {
                [RecipeReader.After] = SchemaParts.WholeNumber("How many steps had been taken by then.", 0),
                [RecipeReader.By] = SchemaParts.Of("string", "Who did it, where several people steer a world."),
                [RecipeReader.Set] = SchemaParts.Object(set),
                [RecipeReader.Stroke] = Stroke(),
                [RecipeReader.Seeds] = Seeds(),
                [RecipeReader.Weather] = SchemaParts.Object(new JsonObject { [RecipeReader.Seed] = Seed() }, RecipeReader.Seed),
                [RecipeReader.Renewal] = SchemaParts.Object(new JsonObject { [RecipeReader.Seed] = Seed() }, RecipeReader.Seed),
                [RecipeReader.Shake] = SchemaParts.Object(
                    new JsonObject
                    {
                        [RecipeReader.Sigma] = SchemaParts.Number("The standard deviation of what is added to every weight.", 0, ShakeWeights.MostSigma),
                        [RecipeReader.Seed] = Seed(),
                    },
                    RecipeReader.Sigma,
                    RecipeReader.Seed),
                [RecipeReader.Do] = SchemaParts.Choice(
                    "Begins an edit, which is taken back as a whole; takes the last one back; starts the world again.",
                    [.. RecipeReader.Deeds.Keys]),
            },
            RecipeReader.After);

        // One thing happens.
        action["oneOf"] = new JsonArray([.. RecipeReader.Kinds.Select(kind => new JsonObject { ["required"] = new JsonArray(kind) })]);
        return action;
    }

    private static JsonObject Stroke() => SchemaParts.Object(
        new JsonObject
        {
            [RecipeReader.Brush] = SchemaParts.Choice("What it does to cells.", [.. RecipeReader.Brushes.Keys]),
            [RecipeReader.Species] = Species("The species to paint; other brushes have none."),
            [RecipeReader.Channel] = SchemaParts.WholeNumber(
                "The only channel that paint sets and erase clears, in worlds of circuits.", 0, RecipeReader.MostChannel),
            [RecipeReader.From] = Place("Where it begins, in cells."),
            [RecipeReader.To] = Place("Where it ends, in cells."),
            [RecipeReader.Radius] = Radius(),
        },
        RecipeReader.Brush,
        RecipeReader.From,
        RecipeReader.To,
        RecipeReader.Radius);

    private static JsonObject Seeds() => SchemaParts.Object(
        new JsonObject
        {
            [RecipeReader.Species] = Species("The species to seed."),
            [RecipeReader.Count] = SchemaParts.WholeNumber("How many cells.", 1, RecipeReader.MostSeeds),
            [RecipeReader.At] = Place("The disc's middle, in cells."),
            [RecipeReader.Radius] = Radius(),
        },
        RecipeReader.Species,
        RecipeReader.Count,
        RecipeReader.At,
        RecipeReader.Radius);

    private static JsonObject Seed() => SchemaParts.WholeNumber("What is drawn follows from it.", 0);

    private static JsonObject Species(string description) =>
        SchemaParts.WholeNumber(description, 1, ParameterCatalogue.MaximumSpecies);

    private static JsonObject Place(string description) =>
        SchemaParts.Point(description, -World.Farthest, World.Farthest);

    private static JsonObject Radius() => SchemaParts.Number("In cells; 0 touches single cells.", 0, World.Farthest);
}
