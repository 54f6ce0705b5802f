using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    private static readonly Answer ended = new("the session has ended");

    private readonly Lock sending = new();
    private readonly Queue<Order> orders = new();
    private Pace wantedPace = Pace.Default;
    private bool wantsPause;
    private bool hasEnded;

    // Who asked for what is being done.
    private string? actor;

    /// <inheritdoc/>
    public bool WantsPause
    {
        get
        {
            lock (sending)
            {
                return wantsPause;
            }
        }
    }

    /// <inheritdoc/>
    public Pace WantedPace
    {
        get
        {
            lock (sending)
            {
                return wantedPace;
            }
        }
    }

    /// <inheritdoc/>
    public Task<Answer> Send(SessionCommand command) => Send(command, by: null);

    /// <summary>Asks for something in somebody's name. Any thread.</summary>
    /// <param name="command">What.</param>
    /// <param name="by">Who asks, at most 40 letters: events and the recipe say so. Null where it is clear who does.</param>
    /// <returns>What became of it, once the world's thread has come to it.</returns>
    public Task<Answer> Send(SessionCommand command, string? by)
    {
        TaskCompletionSource<Answer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Request request = new(command, answer, Stopwatch.GetTimestamp(), by);
        Enqueue(request);
        return answer.Task;
    }

    /// <summary>Looks at the world between two steps. Any thread.</summary>
    /// <param name="question">What to look at; it may take nothing with it that the world goes on to use.</param>
    /// <returns>The answer, or what was thrown; cancelled where the session has ended.</returns>
    public Task<T> Ask<T>(Func<ConfiguredWorld, T> question)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new Question(
            () =>
            {
                try
                {
                    answer.SetResult(question(world));
                }
                catch (Exception exception)
                {
                    answer.SetException(exception);
                }
            },
            answer.SetCanceled));
        return answer.Task;
    }

    private void Enqueue(Order order)
    {
        lock (sending)
        {
            if (hasEnded)
            {
                order.Refuse();
                return;
            }

            if (order is Request request)
            {
                Expect(request.Command);
            }

            orders.Enqueue(order);
        }

        Poke();
    }

    // What whoever looks from now on may count on. Two who ask at once ask one after the other.
    private void Expect(SessionCommand command)
    {
        switch (command)
        {
            case SetPause pause:
                wantsPause = pause.IsPaused;
                break;
            case TakeSteps:
                wantsPause = true;
                break;
            case SetPace pace:
                wantedPace = pace.Pace;
                break;
            case Act act when ChangeOf(act) is ChangeParameters change:
                ExpectChange(change);
                break;
        }
    }

    // Nothing is asked of a session that has ended, and whoever still waits hears of it.
    private void EndOrders()
    {
        EndSteps(ended.Refusal!);
        lock (sending)
        {
            hasEnded = true;
            while (orders.TryDequeue(out Order? order))
            {
                order.Refuse();
            }
        }
    }

    private bool RunCommands()
    {
        bool any = false;
        while (!stopping && TryTake(out Order? order))
        {
            any = true;
            switch (order)
            {
                case Question question:
                    question.Look();
                    break;
                case Request request when ChangeOf(request.Command) is not null:
                    Change(TakeChangesFrom(request));
                    break;
                case Request request:
                    Attempt([request], () => CarryOut(request));
                    break;
            }

            worldVersion++;
        }

        isStale |= any;
        return any;
    }

    private bool TryTake([NotNullWhen(true)] out Order? order)
    {
        lock (sending)
        {
            return orders.TryDequeue(out order);
        }
    }

    // Answers what became of it to all who have asked for it, unless that shows later; not so where several are refused together.
    private bool Attempt(IReadOnlyList<Request> requests, Func<Answer?> work)
    {
        Answer? answer;
        string? died = null;
        actor = requests[0].By;
        try
        {
            answer = work();
        }
        catch (UserException exception)
        {
            if (requests.Count > 1)
            {
                return false;
            }

            answer = new Answer(exception.Message);
            Tell(new Notice(exception.Message, IsWarning: true, requests[0].By));
        }
        catch (WorldDiedException exception)
        {
            answer = new Answer(exception.Message);
            died = exception.Message;
        }

        finally
        {
            actor = null;
        }

        foreach (Request request in answer is null ? [] : requests)
        {
            request.Answer.SetResult(answer!);
        }

        if (died is not null)
        {
            Die(died);
        }

        return true;
    }

    private Answer? CarryOut(Request request)
    {
        switch (request.Command)
        {
            case SetPause pause:
                paused = pause.IsPaused;
                EndSteps(paused ? "somebody stopped the world" : "somebody let the world go on");
                steps.Clear();
                return Answer.Done;
            case TakeSteps when death is not null:
                return new Answer(death);
            case TakeSteps single:
                AskForSteps(request, single.Count);
                return null;
            case SetPace set:
                pace = set.Pace;
                return Answer.Done;
            case Act act:
                DoForUser(act.Actions, request.Asked);
                return Answer.Done;
            case Undo:
                return TakeBack();
            case Redo:
                return DoAgain();
            case TakeOver:
                return EndReplay() ? Answer.Done : Decline("there is no recipe to take over from");
            case SaveCheckpoint:
                Keep();
                return Answer.Done;
            case Restore back:
                GoBack(checkpoints.Find(back.Checkpoint));
                return Answer.Done;
            case Branch branch:
                BeginBranch(checkpoints.Find(branch.Checkpoint));
                return Answer.Done;
            case Rename rename:
                Tell(new Notice($"kept as {checkpoints.Rename(checkpoints.Find(rename.Checkpoint), rename.Label).Name}"));
                return Answer.Done;
            case Delete delete:
                checkpoints.Delete(checkpoints.Find(delete.Checkpoint));
                Tell(new Notice($"deleted {delete.Checkpoint}"));
                return Answer.Done;
            case Export export:
                Write(checkpoints.Find(export.Checkpoint), export.Path);
                return Answer.Done;
            case BeginWorld wish:
                Open(WorldSource.Begin(wish.Preset, wish.Width, wish.Height), $"began {wish.Preset}");
                return Answer.Done;
            case OpenWorld open:
                WorldSource source = WorldSource.Read(open.Given);
                Open(source, $"opened {source.Name}");
                return Answer.Done;
            case BeginRecording begin:
                return BeginRecording(begin.Recorder, begin.Style);
            case EndRecording end:
                return EndRecording(end.Recorder);
            case SavePicture picture:
                WritePicture(picture.Style);
                return Answer.Done;
            default:
                throw new InvalidOperationException($"nobody carries out {request.Command}");
        }
    }

    // There is nothing to do, and nothing wrong with that.
    private Answer Decline(string reason)
    {
        Tell(new Notice(reason, For: actor));
        return new Answer(reason);
    }

    /// <summary>Something to come to between two steps.</summary>
    private abstract record Order
    {
        /// <summary>Says that nobody will come to it.</summary>
        public abstract void Refuse();
    }

    private sealed record Request(SessionCommand Command, TaskCompletionSource<Answer> Answer, long Asked, string? By) : Order
    {
        public override void Refuse() => Answer.SetResult(ended);
    }

    private sealed record Question(Action Look, Action Cancel) : Order
    {
        public override void Refuse() => Cancel();
    }
}
