using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Says a recipe in the browser's words.</summary>
internal sealed class BrowserLinkWriter
{
    private readonly Recipe recipe;
    private readonly List<string> notes = [];
    private readonly JsonObject settings = [];
    private readonly JsonArray events = [];

    public BrowserLinkWriter(Recipe recipe)
    {
        this.recipe = recipe;
        AddSettings();
        AddEvents();
    }

    /// <summary>What could not be said, a line each.</summary>
    public IReadOnlyList<string> LeftOut => notes;

    /// <summary>The recipe as UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["v"] = BrowserLink.Version,
        ["seed"] = recipe.Start.Parameters.Seed,
        ["cfg"] = settings,
        ["events"] = events,
    });

    private void AddSettings()
    {
        EcosystemParameters start = PetriParameters.Require(recipe.Start.Parameters);
        notes.AddRange(PetriLosses.Of(start));
        foreach (PetriParameter parameter in PetriParameters.All)
        {
            string text = parameter.Ours.Read(start);
            if (text != parameter.Ours.Read(start.Catalogue.Standard))
            {
                settings[parameter.Name] = parameter.Write(text, notes);
            }
        }

        Count(recipe.Start.Walls.Length, "walls at the start: links have none");
    }

    // A schedule comes after what is done before the same step, as it does in the world.
    private void AddEvents()
    {
        IEnumerable<(long Step, ParameterAssignment Change)> done = recipe.Actions
            .Where(action => action.Action is ChangeParameters)
            .SelectMany(action => ((ChangeParameters)action.Action).Assignments.Select(change => (action.StepsTaken, change)));
        IEnumerable<(long Step, ParameterAssignment Change)> scheduled = recipe.Start.Schedule
            .SelectMany(change => change.Assignments.Select(one => (change.Step, one)));
        EcosystemParameters parameters = PetriParameters.Require(recipe.Start.Parameters);
        foreach ((long step, ParameterAssignment change) in done.Concat(scheduled).OrderBy(change => change.Step))
        {
            parameters = change.Apply(parameters);
            AddEvent(step, change, parameters);
        }

        Count(recipe.Actions.Count(action => action.Action is DrawStroke), "strokes: links have none");
        Count(recipe.Actions.Count(action => action.Action is ScatterSeeds), "times that seeds were scattered: links have none");
        Count(recipe.Actions.Count(action => action.Action is UndoEdit), "edits taken back: links have none");
        Count(recipe.Actions.Count(action => action.Action is ResetWorld), "resets: links have none, and go on counting steps");
    }

    private void AddEvent(long step, ParameterAssignment change, EcosystemParameters parameters)
    {
        string name = change.Parameter.Name;
        PetriParameter? theirs = PetriParameters.All.FirstOrDefault(parameter => parameter.Ours == change.Parameter);
        if (theirs is null || change.Species is not null)
        {
            notes.Add(theirs is null
                ? $"{name} at step {step}: the browser has no such setting"
                : $"{name}[{change.Species}] at step {step}: the browser has one value for all");
            return;
        }

        // As the world has it, whatever way somebody wrote it.
        JsonNode value = theirs.Write(change.Parameter.Read(parameters), notes);
        events.Add(new JsonObject { ["t"] = step, ["k"] = theirs.Name, ["v"] = value });
    }

    private void Count(int number, string what)
    {
        if (number > 0)
        {
            notes.Add($"{number} {what}");
        }
    }
}
