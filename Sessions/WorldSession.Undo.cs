using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Sessions.Undoing;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    private readonly UndoList undo = new();
    private readonly KeptWorldFolder keptWorlds = new();

    // What the user does, so that it can be taken back. An edit is what the world itself takes back; whatever makes other cells or
    // networks needs the world before it.
    private void DoForUser(ImmutableArray<WorldAction> actions, long asked)
    {
        if (actions.Any(ReplacesCells))
        {
            // What a parameter is by now shows where it was changed.
            ReplaceForUser(Describe(actions), Replace, tells: actions.Any(action => action is ResetWorld));
        }
        else if (actions is [ChangeParameters change])
        {
            ChangeDeed deed = ChangeDeed.Of(LastValues(change.Assignments), World.Parameters, Describe(actions), asked, actor);
            DoAll(actions);
            undo.Add(deed);
        }
        else if (actions.Any(action => action is DrawStroke or ScatterSeeds))
        {
            Edit(actions);
        }
        else
        {
            DoAll(actions);
        }

        string? Replace()
        {
            DoAll(actions);
            return null;
        }
    }

    private void Edit(ImmutableArray<WorldAction> actions)
    {
        // A stroke that goes on after something else was done is an edit of its own.
        object? before = World.LastEdit;
        bool wasLost = World.LosesEdit;
        bool goesOn = undo.MayGoOn && undo.Last is EditDeed last && last.Edit == before && last.By == actor;
        bool breaksIn = !goesOn && undo.Last is not null && actions is not [BeginEdit, ..];
        ImmutableArray<WorldAction> edit = breaksIn ? [new BeginEdit(), .. actions] : actions;
        DoAll(edit);
        if (World.LosesEdit)
        {
            undo.Clear();
            if (!wasLost)
            {
                Tell(new Notice("this is too large to be taken back", IsWarning: true));
            }
        }
        else if (World.LastEdit is object made && (made != before || goesOn))
        {
            // Beside the grid nothing was done.
            undo.Add(new EditDeed(Describe(actions), made, edit, actor));
        }
    }

    private void DoAll(ImmutableArray<WorldAction> actions)
    {
        foreach (WorldAction action in actions)
        {
            DoForUser(action);
        }
    }

    // Does something that only the world before it takes back; what it returns is a remark to go with what was done.
    private void ReplaceForUser(string text, Func<string?> replace, bool tells = true)
    {
        ConfiguredWorld old = world;
        (KeptWorld? before, string? whyNot) = TryKeep();
        string? remark;
        try
        {
            remark = replace();
        }
        catch (UserException) when (world == old)
        {
            // What is refused has replaced nothing.
            before?.Forget();
            throw;
        }
        catch
        {
            Remember();
            throw;
        }

        Remember();
        remark ??= whyNot is null ? null : $"this cannot be taken back: {whyNot}";
        if (tells || remark is not null)
        {
            Tell(text, remark);
        }

        void Remember()
        {
            if (before is null)
            {
                undo.Clear();
            }
            else
            {
                undo.Add(new WorldDeed(text, before));
            }
        }
    }

    private Answer TakeBack()
    {
        // The world forgets edits where memory is short, and with its grid.
        while (undo.Last is EditDeed edit && edit.Edit != World.LastEdit)
        {
            undo.ForgetLast();
        }

        if (undo.Last is not Deed last)
        {
            return Decline("there is nothing to take back");
        }

        string text = $"took back: {last.Text}";
        undo.TakeBack(Turn(last, text, isBack: true, out string? remark));
        Tell(text, remark);
        return Answer.Done;
    }

    private Answer DoAgain()
    {
        if (undo.Next is not Deed next)
        {
            return Decline("there is nothing to do again");
        }

        string text = $"did again: {next.Text}";
        undo.DoAgain(Turn(next, text, isBack: false, out string? remark));
        Tell(text, remark);
        return Answer.Done;
    }

    private void Tell(string text, string? remark) =>
        Tell(new Notice(remark is null ? text : $"{text}; {remark}", IsWarning: remark is not null));

    // Takes a deed back or does it again, and says what turns that round; null if nothing does, which the remark explains.
    private Deed? Turn(Deed deed, string text, bool isBack, out string? remark)
    {
        remark = null;
        switch (deed)
        {
            case EditDeed edit when isBack:
                DoForUser(new UndoEdit());
                return edit;
            case EditDeed edit:
                DoAll(edit.Actions);
                return World.LastEdit is object made ? edit with { Edit = made } : null;
            case ChangeDeed change:
                DoForUser(new ChangeParameters(isBack ? change.Before : change.After));
                return change;
            default:
                KeptWorld other = ((WorldDeed)deed).Other;
                (KeptWorld? present, string? whyNot) = TryKeep();
                try
                {
                    _ = Replace(other.Path);
                }
                catch
                {
                    present?.Forget();
                    throw;
                }

                (run, parent, history) = (other.Run, other.Parent, other.History);
                Note(WorldEventKind.Restore, text, actor);
                if (other.Following is Recipe recipe)
                {
                    world.GoOnWith(recipe);
                }

                AutosaveAnother();
                remark = whyNot is null ? null : $"this cannot be turned round: {whyNot}";
                return present is null ? null : new WorldDeed(deed.Text, present);
        }
    }

    private (KeptWorld? World, string? WhyNot) TryKeep()
    {
        try
        {
            return (keptWorlds.Keep(world, run, parent, history), null);
        }
        catch (UserException exception)
        {
            return (null, exception.Message);
        }
    }

    private static bool ReplacesCells(WorldAction action) =>
        action is ResetWorld or NewWeather or RenewNetworks or ShakeWeights
        || (action is ChangeParameters change && change.Assignments.Any(one => one.Parameter.IsStructural || one.Parameter.MakesPartsAnew));

    // A slider that is dragged assigns again and again.
    private static ImmutableArray<ParameterAssignment> LastValues(ImmutableArray<ParameterAssignment> assignments) =>
        [.. assignments.Reverse().DistinctBy(one => (one.Parameter, one.Species)).Reverse()];

    private static string Describe(ImmutableArray<WorldAction> actions) =>
        string.Join(", ", actions.Select(Describe).Where(text => text.Length > 0));

    private static string Describe(WorldAction action) => action switch
    {
        ChangeParameters change => string.Join(", ", LastValues(change.Assignments).Select(one => $"{Target(one)} = {one.Value}")),
        DrawStroke { Brush: Brush.Wall } => "built a wall",
        DrawStroke { Brush: Brush.RemoveWall } => "removed a wall",
        DrawStroke { Channel: int channel, Brush: Brush.Erase } => $"cleared channel {channel}",
        DrawStroke { Channel: int channel } => $"set channel {channel}",
        DrawStroke { Brush: Brush.Erase } => "erased",
        DrawStroke paint => $"painted species {paint.Species}",
        ScatterSeeds seeds => $"seeded species {seeds.Species}",
        UndoEdit => "took back an edit",
        ResetWorld { KeepsWalls: true } => "started again; walls stay",
        ResetWorld => "started again",
        NewWeather => "took other random numbers",
        RenewNetworks => "made new networks",
        ShakeWeights => "shook all weights",
        _ => "",
    };
}
