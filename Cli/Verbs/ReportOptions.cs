using System.CommandLine;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Output.Gallery;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that make a page of an experiment.</summary>
/// <param name="terminal">Where it is said what was made.</param>
/// <param name="interruption">Ends it.</param>
internal sealed class ReportOptions(Terminal terminal, CancellationToken interruption)
{
    private readonly Option<bool> report = CommonOptions.Flag(
        "--report", "A page, report/index.html in the experiment's folder, with pictures of the worlds that were found, each made again by its recipe and compared");

    private readonly Option<bool> films = CommonOptions.Flag("--films", "Films in that page too");

    private readonly Option<string?> to = CommonOptions.Path(
        "--to", "DIR", "The folder that the page goes to, as DIR/report; the experiment's unless given");

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [report, films, to];

    /// <summary>Whether somebody wants a page.</summary>
    /// <exception cref="UserException">They say how it should be, but want none.</exception>
    public bool Asks(ParseResult parsed) => parsed.GetValue(report)
        || (((Option[])[films, to]).FirstOrDefault(parsed.Gives) is Option one ? throw new UserException($"{one.Name} belongs to {report.Name}") : false);

    /// <summary>Makes it.</summary>
    public int Write(ParseResult parsed, CampaignResults results, StorePlace place, string device, bool json)
    {
        string target = parsed.GetValue(to) ?? place.Folder
            ?? throw new UserException($"the page of an experiment in a database needs a folder; give {to.Name} DIR");
        GallerySummary summary = GalleryWriter.Write(terminal, results, place.Name, target, device, parsed.GetValue(films), interruption);
        if (json)
        {
            terminal.Json(summary);
        }
        else
        {
            foreach (GalleryReport.Difference other in summary.Different)
            {
                terminal.Line($"run {other.Run} ended in {other.Recorded}, and in {other.StateHash} this time");
            }

            terminal.Line($"{summary.Repeated - summary.Different.Count} of {summary.Repeated} worlds came to the same end again");
            terminal.Line(summary.Page);
        }

        return summary.Different.Count == 0 ? ExitCode.Done : ExitCode.WorkFailed;
    }
}
