using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
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
            world.Do(action);
        }
        catch (WorldDiedException)
        {
            // Whoever acts has taken over, also from a recipe that would have gone on.
            EndReplay();
            throw;
        }

        EndReplay();
        Note(action);
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
            foreach (WorldAction action in world.DoWhatIsDue())
            {
                Note(action);
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

    private void Note(WorldAction action)
    {
        switch (action)
        {
            case ChangeParameters change:
                NoteChanges(change.Assignments, World.StepNumber);
                break;
            case DrawStroke { Brush: Brush.Wall }:
                Note(WorldEventKind.Edit, "built a wall");
                break;
            case DrawStroke { Brush: Brush.RemoveWall }:
                Note(WorldEventKind.Edit, "removed a wall");
                break;
            case DrawStroke { Brush: Brush.Erase }:
                Note(WorldEventKind.Edit, "erased");
                break;
            case DrawStroke paint:
                Note(WorldEventKind.Edit, $"painted species {paint.Species}");
                break;
            case ScatterSeeds seeds:
                Note(WorldEventKind.Edit, $"seeded species {seeds.Species}");
                break;
            case UndoEdit:
                Note(WorldEventKind.Edit, "took back an edit");
                break;
            case ResetWorld:
                BeginAnew();
                Note(WorldEventKind.Reset, "started again");
                break;
        }
    }
}
