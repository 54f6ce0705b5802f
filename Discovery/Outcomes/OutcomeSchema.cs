using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>The JSON schema of outcomes, which lies beside that of recipes.</summary>
public static class OutcomeSchema
{
    /// <summary>The schema as text, the same on every machine.</summary>
    public static string Generate()
    {
        JsonObject properties = new()
        {
            [OutcomeJson.Trial] = SchemaParts.WholeNumber("The trial's number.", 0),
            [OutcomeJson.Repeat] = SchemaParts.WholeNumber("Which of the trial's worlds; each has another seed.", 0),
            [OutcomeJson.Attempt] = SchemaParts.WholeNumber("Which attempt at it succeeded.", 1),
            [OutcomeJson.Worker] = SchemaParts.Of("string", "Who ran it."),
            [OutcomeJson.Arithmetic] = SchemaParts.Of("string", "How the device rounded; on such a device the run has the same bits again."),
            [OutcomeJson.Program] = SchemaParts.Of("string", "The version of the program that ran it."),
            [OutcomeJson.Status] = SchemaParts.Choice(
                "How it ended: at its last step; with a dead world or numbers that are not finite; with whoever ran it, several times.",
                OutcomeJson.Statuses),
            [OutcomeJson.Reason] = SchemaParts.Of("string", "Why it did not end well."),
            [OutcomeJson.Genome] = SchemaParts.List(
                "The trial's genes.", new JsonObject { ["type"] = "number", ["minimum"] = 0, ["exclusiveMaximum"] = 1 }),
            [OutcomeJson.Values] = SchemaParts.Map("What they stand for, by their names.", SchemaParts.Of("string", null)),
            [OutcomeJson.Parents] = SchemaParts.List(
                "The trials that it descends from.", SchemaParts.WholeNumber("A trial's number.", 0)),
            [OutcomeJson.From] = SchemaParts.WholeNumber("The trial with whose last world it went on; not there where its world was new.", 0),
            [OutcomeJson.WorldSeed] = SchemaParts.WholeNumber("The world's seed, of 64 bits.", 0),
            [OutcomeJson.Steps] = SchemaParts.WholeNumber("Steps that the world took.", 0),
            [OutcomeJson.Seconds] = SchemaParts.Of("number", "Seconds that the run took."),
            [OutcomeJson.Descriptors] = SchemaParts.Map("What the world was like, by the descriptors' names.", SchemaParts.Of("number", null)),
            [OutcomeJson.Territory] = SchemaParts.List(
                "Shares of the open cells in the last frame, the sun's first, then a species each.", SchemaParts.Of("number", "0 to 1.")),
            [OutcomeJson.StateHash] = SchemaParts.Of("string", "The last state's hash; empty where there was none."),
            [OutcomeJson.Recipe] = new JsonObject
            {
                ["description"] = "A recipe that repeats the run.",
                ["$ref"] = "recipe.schema.json",
            },
        };
        return SchemaParts.Text(
            "Outcome of a GpuEcosystem run", SchemaParts.Object(properties, OutcomeJson.Names[..^OutcomeJson.Optional]));
    }
}
