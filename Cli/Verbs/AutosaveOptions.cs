using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Persistence;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that keep a long run from being lost.</summary>
/// <param name="unlessGiven">Steps from one autosave to the next unless the user says otherwise.</param>
/// <param name="usualFolder">Where they are kept unless the user says otherwise.</param>
internal sealed class AutosaveOptions(long unlessGiven, string usualFolder)
{
    private readonly Option<long> every = CommonOptions.WholeNumber(
        "--autosave", "K", 0, unlessGiven, "Save the world every K steps, the last two times kept; 0 for never");

    private readonly Option<string> folder = new("--autosave-dir")
    {
        Description = "Where --autosave keeps its files",
        HelpName = "DIR",
        DefaultValueFactory = _ => usualFolder,
    };

    private readonly Option<string?> resume = CommonOptions.Path(
        "--resume",
        "DIR",
        "Go on with the newest whole world that --autosave kept there; where nothing is there yet and --autosave keeps its files there, "
        + "begin as the other options say");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb) => verb.Add("Long runs", every, folder, resume);

    /// <summary>The file to go on from, if the user wants to and there is one.</summary>
    public GivenWorld? FindResumed(ParseResult parsed, Action<string> note)
    {
        if (parsed.GetValue(resume) is not string from)
        {
            return null;
        }

        bool isOwn = ReadInterval(parsed) > 0 && Path.GetFullPath(from) == Path.GetFullPath(ReadFolder(parsed));
        if (isOwn && AutosaveFolder.IsEmpty(from))
        {
            note($"there is nothing in '{from}' yet to go on from, so this is the beginning");
            return null;
        }

        string file = AutosaveFolder.FindNewest(from, note);
        note($"resuming '{file}'");
        return new GivenWorld(resume.Name, file, Resumes: true, isOwn);
    }

    /// <summary>Steps from one autosave to the next; 0 for never.</summary>
    public long ReadInterval(ParseResult parsed) => parsed.GetValue(every);

    /// <summary>Where they are kept.</summary>
    public string ReadFolder(ParseResult parsed) => parsed.GetRequiredValue(folder);

    /// <summary>Claims the folder, if there are to be autosaves.</summary>
    public void Open(ParseResult parsed, RunOutputs outputs, Action<string> note)
    {
        RunFileOptions.Require(parsed, folder, every);
        if (ReadInterval(parsed) > 0)
        {
            outputs.Add(new AutosaveOutput(ReadFolder(parsed), ReadInterval(parsed), note));
        }
    }
}
