using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    private readonly List<OpenFile> recorded = [];
    private IReadOnlyList<string> recordedFiles = [];

    private IReadOnlyList<Recording> Recordings =>
        [.. options.Recorders.Select(recorder => new Recording(recorder.Name, FileOf(recorder.Name)?.Path))];

    private OpenFile? FileOf(string recorder) => recorded.Find(file => file.Recorder == recorder);

    private Answer BeginRecording(string name, PictureStyle wanted)
    {
        Recorder recorder = options.Recorders.FirstOrDefault(one => one.Name == name)
            ?? throw new UserException($"there is no way to record '{name}'");
        if (FileOf(name) is OpenFile open)
        {
            return Decline($"{open.Path} is being recorded already");
        }

        string path = FileName.Free($"{name}-{World.StepNumber:D6}", recorder.Ending);
        OpenFile made = new(name, path, Shape.Of(World.Parameters), recorder.Open(path, Existing(wanted), World.Parameters));
        recorded.Add(made);
        Attempt(made, () =>
        {
            made.Observer.Begin(world);
            made.Observer.Observe(world);
            Tell(new Notice($"recording {path}"));
        });
        return Answer.Done;
    }

    private Answer EndRecording(string name)
    {
        if (FileOf(name) is not OpenFile open)
        {
            return Decline($"nothing is recorded as {name}");
        }

        Complete(open, $"wrote {open.Path}");
        return Answer.Done;
    }

    private void Record()
    {
        foreach (OpenFile open in recorded.ToArray())
        {
            if (open.Shape != Shape.Of(World.Parameters))
            {
                Complete(open, $"wrote {open.Path}, which ends here: the grid or the species are others now");
            }
            else if (open.Observer.IsDue(World.StepNumber))
            {
                Attempt(open, () => open.Observer.Observe(world));
            }
        }
    }

    // Whatever ends a world or a session ends its records; of a world that broke nothing is asked any more.
    private void EndRecordings()
    {
        foreach (OpenFile open in recorded.ToArray())
        {
            if (failure is null)
            {
                Complete(open, $"wrote {open.Path}");
            }

            Close(open);
        }
    }

    private void Complete(OpenFile open, string text)
    {
        Attempt(open, () =>
        {
            open.Observer.Finish(world);
            recordedFiles = [.. recordedFiles, open.Path];
            Tell(new Notice(text));
        });
        Close(open);
    }

    // What cannot be recorded does not keep the world from going on.
    private void Attempt(OpenFile open, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is UserException or IOException)
        {
            Close(open);
            Tell(new Notice($"{open.Path} ends here: {exception.Message}", IsWarning: true));
        }
    }

    private void Close(OpenFile open)
    {
        if (recorded.Remove(open))
        {
            open.Observer.Dispose();
        }
    }

    private sealed record OpenFile(string Recorder, string Path, Shape Shape, RunObserver Observer);

    // A film has pictures of one size and layer, a table has columns for each species.
    private sealed record Shape(int Width, int Height, int Worlds, int Channels, int Species, Coupling Coupling)
    {
        public static Shape Of(WorldParameters parameters) => new(
            parameters.GridWidth,
            parameters.GridHeight,
            parameters.WorldCount,
            parameters.StateChannels + parameters.HiddenChannels,
            parameters.Species,
            parameters.Coupling);
    }
}
