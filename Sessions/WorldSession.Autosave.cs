using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    private readonly SessionOptions options;
    private readonly Revival revival;
    private AutosaveFolder? autosaves;
    private bool cannotAutosave;

    private void AutosaveIfDue()
    {
        if (options.AutosaveInterval > 0 && death is null && World.StepNumber % options.AutosaveInterval == 0)
        {
            Autosave();
        }
    }

    // What died goes back to its own past and not to that of the world that it replaced.
    private void AutosaveAnother()
    {
        if (options.AutosaveInterval > 0)
        {
            Autosave();
        }
    }

    private void Autosave()
    {
        try
        {
            autosaves ??= new AutosaveFolder(options.AutosaveFolder);
            autosaves.Save(world, DescribeWorld());
            cannotAutosave = false;
        }
        catch (Exception exception) when (exception is UserException or IOException or UnauthorizedAccessException)
        {
            // The same line again and again would hide all others.
            if (!cannotAutosave)
            {
                Tell(new Notice($"no autosave: {exception.Message}", IsWarning: true));
            }

            cannotAutosave = true;
        }
    }

    // Of a step, of what its recipe does or of what somebody asks for.
    private void Die(string reason)
    {
        ConfiguredWorld? next = revival.Revive(world, reason);
        if (next is null)
        {
            death = reason;
            EndSteps(reason);
            EndRecordings();
        }
        else if (next != world)
        {
            Adopt(next);
            Note(WorldEventKind.Restore, $"died and went back to step {World.StepNumber}: {reason}");
        }
    }
}
