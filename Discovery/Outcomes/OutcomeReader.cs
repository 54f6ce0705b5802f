using System.Text.Json;

namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>Reads an outcome's properties.</summary>
internal static class OutcomeReader
{
    private const string Text = "a text";
    private const string WholeNumber = "a whole number";

    private static readonly string statuses = $"one of {string.Join(", ", OutcomeJson.Statuses)}";

    /// <exception cref="Engine.UserException">One is of the wrong kind.</exception>
    public static Outcome Read(RawObject json) => new()
    {
        Run = new RunKey(
            json.One<int>(OutcomeJson.Trial, WholeNumber, JsonTokens.TryInt),
            json.One<int>(OutcomeJson.Repeat, WholeNumber, JsonTokens.TryInt)),
        Attempt = json.One<int>(OutcomeJson.Attempt, WholeNumber, JsonTokens.TryInt),
        Worker = json.One<string>(OutcomeJson.Worker, Text, JsonTokens.TryText),
        Arithmetic = json.One<string>(OutcomeJson.Arithmetic, Text, JsonTokens.TryText),
        Program = json.One<string>(OutcomeJson.Program, Text, JsonTokens.TryText),
        Status = json.One<OutcomeStatus>(OutcomeJson.Status, statuses, TryStatus),
        Reason = json.Has(OutcomeJson.Reason) ? json.One<string>(OutcomeJson.Reason, Text, JsonTokens.TryText) : null,
        Genome = json.List<float>(OutcomeJson.Genome, "a list of numbers", JsonTokens.TryFloat),
        Values = json.Map<string>(OutcomeJson.Values, "an object of texts", JsonTokens.TryText),
        Parents = json.List<int>(OutcomeJson.Parents, "a list of whole numbers", JsonTokens.TryInt),
        From = json.Has(OutcomeJson.From) ? json.One<int>(OutcomeJson.From, WholeNumber, JsonTokens.TryInt) : null,
        WorldSeed = json.One<ulong>(OutcomeJson.WorldSeed, WholeNumber, JsonTokens.TryULong),
        Steps = json.One<long>(OutcomeJson.Steps, WholeNumber, JsonTokens.TryLong),
        Seconds = json.One<double>(OutcomeJson.Seconds, "a number", JsonTokens.TryDouble),
        Descriptors = json.Map<double>(OutcomeJson.Descriptors, "an object of numbers", JsonTokens.TryDouble),
        Territory = json.List<double>(OutcomeJson.Territory, "a list of numbers", JsonTokens.TryDouble),
        StateHash = json.One<string>(OutcomeJson.StateHash, Text, JsonTokens.TryText),
        Recipe = json.Has(OutcomeJson.Recipe) ? json.Text(OutcomeJson.Recipe) : "",
    };

    private static bool TryStatus(ref Utf8JsonReader json, out OutcomeStatus status)
    {
        int index = JsonTokens.TryText(ref json, out string name) ? OutcomeJson.Statuses.IndexOf(name) : -1;
        status = (OutcomeStatus)index;
        return index >= 0;
    }
}
