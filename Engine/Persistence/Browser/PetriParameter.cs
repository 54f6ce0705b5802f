using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>A parameter that both programs have.</summary>
/// <param name="OurName">Its name here.</param>
/// <param name="InConfig">Whether <c>CONFIG</c> has it too, beside <c>GUI_STATE</c>.</param>
internal sealed record PetriParameter(string OurName, bool InConfig = false)
{
    /// <summary>What names there mean here; empty where values are the same.</summary>
    public IReadOnlyList<(string Theirs, string Ours)> Choices { get; init; } = [];

    /// <summary>Larger values mean never there, which is 0 here.</summary>
    public int? NeverAbove { get; init; }

    /// <summary>The parameter here.</summary>
    public ParameterDescription Ours { get; } = EcosystemParameters.Default.Catalogue.Find(OurName);

    /// <summary>Its name there.</summary>
    public string Name => Ours.BrowserName!;

    /// <summary>Whether the sizes of arrays depend on it, so that no other value can stand in for it.</summary>
    public bool IsStructural => Ours.IsStructural;

    /// <summary>The value as text of ours.</summary>
    /// <param name="field">The value there.</param>
    /// <param name="notes">Takes a line where another value had to stand in.</param>
    /// <exception cref="UserException">The value is none, or lies outside the range of a structural parameter.</exception>
    public string Read(PetriField field, ICollection<string> notes)
    {
        if (Choices.Count > 0)
        {
            string given = field.Value.ValueKind == JsonValueKind.String ? field.Text : field.Value.GetRawText();
            (string Theirs, string Ours) choice = Choices.FirstOrDefault(choice => choice.Theirs == given);
            return choice.Ours ?? throw field.Refuse($"{string.Join(" or ", Choices.Select(one => one.Theirs))} ({OurName} here)");
        }

        return Ours.Kind == ParameterKind.Switch ? ReadSwitch(field) : ReadNumber(field, notes);
    }

    /// <summary>The value there for one of ours.</summary>
    /// <param name="text">Our value.</param>
    /// <param name="notes">Takes a line where another value has to stand in.</param>
    public JsonNode Write(string text, ICollection<string> notes)
    {
        if (NeverAbove is int most)
        {
            int interval = int.Parse(text, CultureInfo.InvariantCulture);
            if (interval > most)
            {
                notes.Add($"{OurName} {interval}: {Name} goes up to {most}, which stands in for it");
            }

            return JsonValue.Create(interval == 0 ? most + 1 : Math.Min(interval, most));
        }

        if (Choices.Count > 0)
        {
            string theirs = Choices.First(choice => choice.Ours == text).Theirs;
            return bool.TryParse(theirs, out bool on) ? JsonValue.Create(on) : JsonValue.Create(theirs);
        }

        return AssignmentsJson.Value(Ours, text);
    }

    private string ReadSwitch(PetriField field) => field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? field.Value.GetRawText()
        : throw field.Refuse($"true or false ({OurName} here)");

    private string ReadNumber(PetriField field, ICollection<string> notes)
    {
        double number = field.Number;
        if (NeverAbove is int most && number > most)
        {
            return "0";
        }

        if (Ours.Kind == ParameterKind.Integer && Math.Floor(number) != number)
        {
            throw field.Refuse($"a whole number ({OurName} here)");
        }

        double minimum = NeverAbove is null ? Ours.Minimum ?? number : 1;
        double nearest = Math.Clamp(number, minimum, Ours.Maximum ?? number);
        if (nearest != number && !IsStructural)
        {
            notes.Add($"{field.Path} {field.Value.GetRawText()}: {OurName} is cut to {Text(nearest)}, the nearest value here");
            return Text(nearest);
        }

        return Ours.Kind == ParameterKind.Integer ? Text(number) : field.Value.GetRawText();
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
