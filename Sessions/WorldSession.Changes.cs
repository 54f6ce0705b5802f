using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    private WorldParameters wanted;
    private int changesUnderWay;

    /// <inheritdoc/>
    public WorldParameters Wanted
    {
        get
        {
            lock (sending)
            {
                return changesUnderWay > 0 ? wanted : Snapshot.Parameters;
            }
        }
    }

    private void ExpectChange(ChangeParameters change)
    {
        WorldParameters before = changesUnderWay > 0 ? wanted : Snapshot.Parameters;
        wanted = before;
        changesUnderWay++;
        try
        {
            WorldParameters after = change.Assignments.ApplyTo(before);
            after.Validate();
            wanted = after;
        }
        catch (UserException)
        {
            // The world's thread will refuse it, and say why.
        }
    }

    private static ChangeParameters? ChangeOf(SessionCommand command) =>
        command is Act { Actions: [ChangeParameters change] } ? change : null;

    // A slider that is dragged during a long step asks for many changes; one is made of them.
    private List<Request> TakeChangesFrom(Request first)
    {
        List<Request> changes = [first];
        lock (sending)
        {
            while (orders.TryPeek(out Order? next)
                && next is Request request
                && request.By == first.By
                && ChangeOf(request.Command) is not null)
            {
                orders.Dequeue();
                changes.Add(request);
            }
        }

        return changes;
    }

    private void Change(List<Request> requests)
    {
        try
        {
            ChangeTogether(requests);
        }
        finally
        {
            Publish();
            lock (sending)
            {
                changesUnderWay -= requests.Count;
            }
        }
    }

    // What one has asked for must not be refused with what another has.
    private void ChangeTogether(IReadOnlyList<Request> requests)
    {
        ChangeParameters change = new([.. requests.SelectMany(request => ChangeOf(request.Command)!.Assignments)]);
        bool isDone = Attempt(requests, () =>
        {
            DoForUser([change], requests[^1].Asked);
            return Answer.Done;
        });
        if (!isDone)
        {
            foreach (Request request in requests)
            {
                ChangeTogether([request]);
            }
        }
    }
}
