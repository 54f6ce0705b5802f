using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;

namespace GpuEcosystem.Viewer.Running;

internal sealed partial class WorldThread
{
    private readonly ViewerOptions options;
    private readonly Revival revival;
    private AutosaveFolder? autosaves;
    private bool cannotAutosave;

    private void AutosaveIfDue()
    {
        if (options.AutosaveInterval <= 0 || death is not null || World.StepNumber % options.AutosaveInterval != 0)
        {
            return;
        }

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

    // A world that died goes on from its last autosave, learning more slowly, if there is one.
    private void Die(string reason)
    {
        if (revival.Revive(world, reason) is not ConfiguredWorld revived)
        {
            death = reason;
            return;
        }

        Adopt(revived);
        Note(WorldEventKind.Restore, $"died and went back to step {World.StepNumber}: {reason}");
    }
}
