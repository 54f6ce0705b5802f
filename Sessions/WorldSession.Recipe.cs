using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    private bool IsReplay => world.ActionsToCome > 0;

    // Does what the user wants; what cannot be done does not end a replay either.
    private void DoForUser(WorldAction action)
    {
        try
        {
            world.Do(action, actor);
        }
        catch (WorldDiedException)
        {
            // Whoever acts has taken over, also from a recipe that would have gone on.
            EndReplay();
            throw;
        }

        EndReplay();
        Note(action, actor);
    }

    private bool EndReplay()
    {
        if (!IsReplay)
        {
            return false;
        }

        world.TakeOver();
        Tell(new Notice("you have taken over: the rest of the recipe is left out"));
        return true;
    }

    // Right after a step and not right before the next, so that a user who pauses sees it, and acts after it.
    private void FollowRecipe()
    {
        try
        {
            foreach (TimedAction due in world.DoWhatIsDue())
            {
                Note(due.Action, due.By);
            }
        }
        catch (UserException exception)
        {
            Tell(new Notice(exception.Message, IsWarning: true));
        }
        catch (WorldDiedException exception)
        {
            Die(exception.Message);
        }
    }

    private void Note(WorldAction action, string? by)
    {
        switch (action)
        {
            case ChangeParameters change:
                NoteChanges(change.Assignments, World.StepNumber, by);
                break;
            case ResetWorld:
                BeginAnew();
                Note(WorldEventKind.Reset, Describe(action), by);
                break;
            case not BeginEdit:
                Note(WorldEventKind.Edit, Describe(action), by);
                break;
        }
    }
}
