using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>Writes a recipe as JSON, with a line for each parameter of the start and for each action.</summary>
internal static class RecipeWriter
{
    public static string Write(Recipe recipe)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"{RecipeReader.Version}\": {RecipeReader.CurrentVersion},\n");
        if (recipe.Origin is Origin origin)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"{RecipeReader.Program}\": {Text(origin.Program)},\n");
            text.Append(CultureInfo.InvariantCulture, $"  \"{RecipeReader.Arithmetic}\": {Text(origin.Arithmetic)},\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  \"{RecipeReader.Start}\": {{");
        AppendLines(text, recipe.Start.ToJson().Select(property => $"\"{property.Key}\": {property.Value!.ToJsonString()}"));
        text.Append(CultureInfo.InvariantCulture, $"}},\n  \"{RecipeReader.Steps}\": {recipe.Steps},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"{RecipeReader.Actions}\": [");
        AppendLines(text, recipe.Actions.Select(action => Line(action).ToJsonString()));
        return text.Append("]\n}\n").ToString();
    }

    private static string Text(string value) => JsonValue.Create(value).ToJsonString();

    private static void AppendLines(StringBuilder text, IEnumerable<string> lines)
    {
        string before = "\n    ";
        foreach (string line in lines)
        {
            text.Append(before).Append(line);
            before = ",\n    ";
        }

        text.Append("\n  ");
    }

    private static JsonObject Line(TimedAction timed)
    {
        JsonObject line = new() { [RecipeReader.After] = timed.StepsTaken };
        (string kind, JsonNode value) = timed.Action switch
        {
            ChangeParameters change => (RecipeReader.Set, AssignmentsJson.WriteSet(change.Assignments)),
            DrawStroke stroke => (RecipeReader.Stroke, Stroke(stroke)),
            ScatterSeeds seeds => (RecipeReader.Seeds, Seeds(seeds)),
            NewWeather weather => (RecipeReader.Weather, new JsonObject { [RecipeReader.Seed] = weather.Seed }),
            RenewNetworks renewal => (RecipeReader.Renewal, new JsonObject { [RecipeReader.Seed] = renewal.Seed }),
            ShakeWeights shake => (
                RecipeReader.Shake, new JsonObject { [RecipeReader.Sigma] = shake.Sigma, [RecipeReader.Seed] = shake.Seed }),
            WorldAction deed => (RecipeReader.Do, (JsonNode)NameOf(RecipeReader.Deeds, deed)),
        };
        line[kind] = value;
        if (timed.By is string name)
        {
            line[RecipeReader.By] = name;
        }

        return line;
    }

    private static JsonObject Stroke(DrawStroke stroke)
    {
        JsonObject line = new() { [RecipeReader.Brush] = NameOf(RecipeReader.Brushes, stroke.Brush) };
        if (stroke.Brush == Kernels.World.Brush.Paint)
        {
            line[RecipeReader.Species] = stroke.Species;
        }

        if (stroke.Channel is int channel)
        {
            line[RecipeReader.Channel] = channel;
        }

        line[RecipeReader.From] = new JsonArray(stroke.FromX, stroke.FromY);
        line[RecipeReader.To] = new JsonArray(stroke.ToX, stroke.ToY);
        line[RecipeReader.Radius] = stroke.Radius;
        return line;
    }

    private static JsonObject Seeds(ScatterSeeds seeds) => new()
    {
        [RecipeReader.Species] = seeds.Species,
        [RecipeReader.Count] = seeds.Count,
        [RecipeReader.At] = new JsonArray(seeds.X, seeds.Y),
        [RecipeReader.Radius] = seeds.Radius,
    };

    private static string NameOf<T>(IReadOnlyDictionary<string, T> names, T value) =>
        names.First(pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Key;
}
