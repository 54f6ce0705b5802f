using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>Reads a configuration from JSON, and refuses what it does not understand.</summary>
internal static class RunConfigurationReader
{
    internal const string Schema = "$schema";
    internal const string Rules = "Rules";
    internal const string Steps = "steps";
    internal const string Schedule = "schedule";
    internal const string Step = "step";
    internal const string Set = "set";
    internal const string Walls = "walls";
    internal const string From = "from";
    internal const string To = "to";
    internal const string Radius = "radius";
    internal const float MaximumRadius = 0.5f;

    private static readonly string[] Sections = [Rules, Steps, Schedule, Walls];

    public static RunConfiguration Read(RunConfiguration basis, string json, string source) =>
        JsonShape.Read(json, source, root => Read(basis, root));

    public static RunConfiguration Read(RunConfiguration basis, JsonElement root)
    {
        JsonShape.Require(root, JsonValueKind.Object, "the configuration", "an object");
        WorldParameters parameters = ReadParameters(
            root.TryGetProperty(Rules, out JsonElement rules) ? ReadRules(rules, basis.Parameters) : basis.Parameters, root);
        return new RunConfiguration(
            parameters,
            root.TryGetProperty(Schedule, out JsonElement schedule) ? ReadSchedule(schedule, parameters) : basis.Schedule,
            root.TryGetProperty(Walls, out JsonElement walls) ? ReadWalls(walls) : basis.Walls)
        {
            Steps = root.TryGetProperty(Steps, out JsonElement steps) ? ReadSteps(steps) : basis.Steps,
        };
    }

    private static WorldParameters ReadRules(JsonElement name, WorldParameters parameters)
    {
        JsonShape.Require(name, JsonValueKind.String, Rules, "a name in quotation marks");
        return RuleSets.Adopt(name.GetString()!, parameters);
    }

    private static StepGoal ReadSteps(JsonElement steps) =>
        StepGoal.TryParse(steps.ValueKind == JsonValueKind.String ? steps.GetString()! : steps.GetRawText(), out StepGoal? goal)
            ? goal
            : throw new UserException($"{Steps} must be {StepGoal.Help}; {JsonShape.Quote(steps)} is not");

    private static WorldParameters ReadParameters(WorldParameters parameters, JsonElement root)
    {
        IEnumerable<(ParameterDescription Parameter, JsonElement Value)> assigned = root.EnumerateObject()
            .Where(property => property.Name != Schema && !Sections.Contains(property.Name))
            .Select(property => (Parameter: parameters.Catalogue.FindExactly(property.Name, Sections), property.Value))
            // The number of species comes first: it says how long arrays must be. How a species learns may follow from its network, and
            // stands if it is there.
            .OrderBy(property => property.Parameter.Name != nameof(WorldParameters.Species))
            .ThenBy(property => property.Parameter.Name != nameof(EcosystemParameters.NetworkKind));
        foreach ((ParameterDescription parameter, JsonElement value) in assigned)
        {
            foreach (ParameterAssignment assignment in AssignmentsJson.ReadValues(parameter, value, parameters.Species))
            {
                parameters = assignment.Apply(parameters);
            }
        }

        return parameters;
    }

    private static ImmutableArray<ScheduledChange> ReadSchedule(JsonElement schedule, WorldParameters parameters)
    {
        JsonShape.Require(schedule, JsonValueKind.Array, Schedule, "an array");
        return
        [
            .. schedule.EnumerateArray()
                .Select((change, index) => ReadChange(change, $"{Schedule}[{index}]", parameters))
                .OrderBy(change => change.Step),
        ];
    }

    private static ScheduledChange ReadChange(JsonElement change, string name, WorldParameters parameters)
    {
        JsonShape.RequireProperties(change, name, [Step, Set]);
        long number = JsonShape.ReadWholeNumber(change.GetProperty(Step), $"{name}.{Step}", 0);
        JsonElement set = change.GetProperty(Set);
        JsonShape.Require(set, JsonValueKind.Object, $"{name}.{Set}", "an object");
        ImmutableArray<ParameterAssignment> assignments = AssignmentsJson.ReadSet(set, parameters);
        return assignments.FirstOrDefault(one => one.Parameter.Effect != ParameterEffect.Live) is { Parameter: var fixedOne }
            ? throw new UserException($"{name} cannot change {fixedOne.Name}: only live parameters change during a run")
            : new ScheduledChange(number, assignments);
    }

    private static ImmutableArray<Wall> ReadWalls(JsonElement walls)
    {
        JsonShape.Require(walls, JsonValueKind.Array, Walls, "an array");
        return [.. walls.EnumerateArray().Select((wall, index) => ReadWall(wall, $"{Walls}[{index}]"))];
    }

    private static Wall ReadWall(JsonElement wall, string name)
    {
        JsonShape.RequireProperties(wall, name, [From, To, Radius]);
        (float fromX, float fromY) = JsonShape.ReadPoint(wall.GetProperty(From), $"{name}.{From}", 0, 1);
        (float toX, float toY) = JsonShape.ReadPoint(wall.GetProperty(To), $"{name}.{To}", 0, 1);
        float radius = JsonShape.ReadNumber(wall.GetProperty(Radius), $"{name}.{Radius}", 0, MaximumRadius);
        return new Wall(fromX, fromY, toX, toY, radius);
    }
}
