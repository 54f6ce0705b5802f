using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say how a process works on an experiment.</summary>
internal sealed class WorkerOptions
{
    private readonly Option<string?> lanes = CommonOptions.Path(
        "--lanes", "L", "Worlds at once; unless given one for each core where worlds are small, and one otherwise or on a GPU");

    private readonly Option<string?> mostRuns = CommonOptions.Path("--for", "RUNS", "End after so many runs");

    private readonly Option<bool> untilIdle = CommonOptions.Flag(
        "--until-idle", "End where all that may be under way is in other workers' hands, rather than wait for them");

    private readonly Option<bool> mixed = CommonOptions.Flag(
        "--mixed", "Work along though this device rounds otherwise than the first worker's: nobody's bits are promised then");

    private readonly Option<string?> lease = CommonOptions.Path(
        "--lease", "SECONDS", "How long a run stays with a worker of which nothing is heard; 120 unless given, and the same for all workers");

    private readonly Option<string?> whenStopped = CommonOptions.Path(
        "--when-stopped", "CODE", "Exit code where somebody ends the work before it is done, for schedulers that then start it again; 0 unless given");

    private IReadOnlyList<Option> All => [lanes, mostRuns, untilIdle, mixed, lease, whenStopped];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb) => verb.Add("The work", [.. All]);

    /// <summary>What they say.</summary>
    /// <exception cref="UserException">A number is none.</exception>
    public WorkerSettings Read(ParseResult parsed, string device)
    {
        ReadCode(parsed);
        return new(
            device,
            ReadCount(parsed, lanes),
            ReadCount(parsed, mostRuns),
            parsed.GetValue(untilIdle),
            parsed.GetValue(mixed));
    }

    /// <summary>What the program tells its caller at the end of the work.</summary>
    public int ExitCodeOf(ParseResult parsed, WorkerState state, CancellationToken interruption) =>
        interruption.IsCancellationRequested && state.Trials < state.TotalTrials ? ReadCode(parsed) : ExitCode.Done;

    /// <summary>An experiment's place.</summary>
    /// <exception cref="UserException">The lease is no number, or the place is none.</exception>
    public StorePlace ReadPlace(ParseResult parsed, string? given, string how) => PlaceText.Read(
        given, how, ReadCount(parsed, lease) is int seconds ? TimeSpan.FromSeconds(seconds) : FolderStore.UsualLease);

    /// <summary>Those that were given, as somebody else is to be given them.</summary>
    public IEnumerable<string> Repeat(ParseResult parsed) => All
        .Where(parsed.Gives)
        .SelectMany(option => (string[])[option.Name, .. parsed.GetResult(option)!.Tokens.Select(token => token.Value)]);

    private int ReadCode(ParseResult parsed) => parsed.GetValue(whenStopped) is not string text ? ExitCode.Done
        : byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out byte code) ? code
        : throw new UserException($"{whenStopped.Name} must be a whole number from 0 to 255; '{text}' is not one");

    private static int? ReadCount(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not string text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count
        : throw new UserException($"{option.Name} must be a whole number from 1 on; '{text}' is not one");
}
