using System.Collections.Concurrent;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Viewer.Steering;

namespace GpuEcosystem.Viewer.Running;

internal sealed partial class WorldThread
{
    private readonly ConcurrentQueue<Command> commands = new();
    private EcosystemParameters wanted;
    private int assignmentsUnderWay;

    /// <inheritdoc/>
    public EcosystemParameters Wanted => Volatile.Read(ref assignmentsUnderWay) > 0 ? wanted : Snapshot.Parameters;

    /// <inheritdoc/>
    public void Assign(ParameterAssignment assignment)
    {
        EcosystemParameters changed = assignment.Apply(Wanted);
        changed.Validate();
        wanted = changed;
        Interlocked.Increment(ref assignmentsUnderWay);
        Do(new Assignment(assignment));
    }

    /// <inheritdoc/>
    public void TogglePause()
    {
        paused = !paused;
        Interlocked.Exchange(ref stepsToTake, 0);
        Do(new Deed(() => steps.Clear()));
    }

    /// <inheritdoc/>
    public void StepOnce()
    {
        paused = true;
        Interlocked.Increment(ref stepsToTake);
        Do(new Deed(() => { }));
    }

    /// <inheritdoc/>
    public void Faster() => SetPace(pace.Faster);

    /// <inheritdoc/>
    public void Slower() => SetPace(pace.Slower);

    /// <inheritdoc/>
    public void Reset() => Do(new Deed(() => DoForUser(new ResetWorld())));

    /// <inheritdoc/>
    public void Undo() => Do(new Deed(() =>
    {
        if (World.UndoableEdits > 0)
        {
            DoForUser(new UndoEdit());
        }
        else
        {
            Tell(new Notice("there is no edit to take back"));
        }
    }));

    /// <summary>Draws a stroke; one that <paramref name="begins"/> an edit can be taken back with all that follow it.</summary>
    public void Draw(BrushStroke stroke, bool begins) => Do(new Deed(() =>
    {
        if (begins)
        {
            DoForUser(new BeginEdit());
        }

        DoForUser(stroke.ToAction(World.Parameters));
    }));

    /// <summary>Looks at the world, or does something to it, between two steps.</summary>
    public Task<T> Ask<T>(Func<Ecosystem, T> question)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Do(new Deed(() =>
        {
            try
            {
                answer.SetResult(question(World));
            }
            catch (Exception exception)
            {
                answer.SetException(exception);
            }
        }));
        return answer.Task;
    }

    private void Do(Command command)
    {
        commands.Enqueue(command);
        Poke();
    }

    private void SetPace(Pace other)
    {
        pace = other;
        Do(new Deed(() => { }));
    }

    private bool RunCommands()
    {
        bool any = false;
        while (!stopping && commands.TryDequeue(out Command? command))
        {
            any = true;
            try
            {
                if (command is Deed deed)
                {
                    deed.Action();
                }
                else if (command is Assignment assignment)
                {
                    ChangeParameters(assignment.Change);
                }
            }
            catch (UserException exception)
            {
                Tell(new Notice(exception.Message, IsWarning: true));
            }
            catch (WorldDiedException exception)
            {
                death = exception.Message;
            }

            worldVersion++;
        }

        isStale |= any;
        return any;
    }

    // A slider that is dragged during a long step asks for many changes; one is made of them.
    private void ChangeParameters(ParameterAssignment first)
    {
        List<ParameterAssignment> assignments = [first];
        while (commands.TryPeek(out Command? next) && next is Assignment more && commands.TryDequeue(out _))
        {
            assignments.Add(more.Change);
        }

        try
        {
            DoForUser(new ChangeParameters([.. assignments]));
        }
        finally
        {
            Publish();
            Interlocked.Add(ref assignmentsUnderWay, -assignments.Count);
        }
    }

    /// <summary>Something to do between two steps.</summary>
    private abstract record Command;

    private sealed record Deed(Action Action) : Command;

    private sealed record Assignment(ParameterAssignment Change) : Command;
}
