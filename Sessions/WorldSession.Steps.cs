using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Sessions;

// Single steps, which are answered once they have been taken.
public sealed partial class WorldSession
{
    private readonly Queue<AskedSteps> stepsAsked = new();

    private void AskForSteps(Request request, long count)
    {
        paused = true;
        stepsAsked.Enqueue(new AskedSteps(request, count));
    }

    private void AnswerSteps()
    {
        if (!stepsAsked.TryPeek(out AskedSteps? asked))
        {
            return;
        }

        asked.Taken++;
        if (asked.Taken == asked.Count)
        {
            stepsAsked.Dequeue().Request.Answer.SetResult(Answer.Done);
        }
    }

    // Somebody lets the world go on or stops it, or nothing goes on at all.
    private void EndSteps(string reason)
    {
        while (stepsAsked.TryDequeue(out AskedSteps? asked))
        {
            asked.Request.Answer.SetResult(new Answer($"{reason}, after {asked.Taken} of {asked.Count} steps"));
        }
    }

    private sealed class AskedSteps(Request request, long count)
    {
        public Request Request => request;

        public long Count => count;

        public long Taken { get; set; }
    }
}
