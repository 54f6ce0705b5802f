using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Sessions.Undoing;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    // Another world in this one's place, as a run of its own.
    private void Open(WorldSource source, string text)
    {
        // What is too large to be taken back must not be lost either.
        if (World.StateBytes > UndoList.MostBytes)
        {
            Keep();
        }

        ReplaceForUser(text, () =>
        {
            List<string> notes = [.. source.LeftOut.Select(line => $"left out: {line}")];
            Replace(source.Name, source.Start.Configuration.Parameters, () => source.Start.Open(World.Device, notes.Add));
            (run, parent, history) = (checkpoints.NewRun(), null, History.From(world.Extras));
            Note(WorldEventKind.Restore, text, actor);
            AutosaveAnother();
            FollowRecipe();
            return notes.Count > 0 ? string.Join("; ", notes) : null;
        });
    }
}
