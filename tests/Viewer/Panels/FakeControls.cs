using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>A world that does everything at once and remembers what it was asked for.</summary>
internal sealed class FakeControls : IWorldControls
{
    /// <summary>What was asked for: <c>Name=Value</c>, <c>Name[n]=Value</c>, or the name of an action or a command.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The last command itself.</summary>
    public SessionCommand? Last { get; private set; }

    public WorldParameters Wanted { get; set; } = EcosystemParameters.Default;

    public bool WantsPause { get; private set; }

    public Pace WantedPace { get; private set; } = Pace.Default;

    public Task<Answer> Send(SessionCommand command)
    {
        Last = command;
        switch (command)
        {
            case Act { Actions: [ChangeParameters { Assignments: [ParameterAssignment assignment] }] }:
                Assign(assignment);
                break;
            case Act { Actions: [WorldAction action] }:
                Calls.Add(action.GetType().Name);
                break;
            case SetPause pause:
                WantsPause = pause.IsPaused;
                Calls.Add($"{nameof(SetPause)} {pause.IsPaused}");
                break;
            case SetPace pace:
                WantedPace = pace.Pace;
                Calls.Add($"{nameof(SetPace)} {pace.Pace.Text}");
                break;
            case Restore back:
                Calls.Add($"{nameof(Restore)} {back.Checkpoint}");
                break;
            case Branch branch:
                Calls.Add($"{nameof(Branch)} {branch.Checkpoint}");
                break;
            default:
                Calls.Add(command.GetType().Name);
                break;
        }

        return Task.FromResult(Answer.Done);
    }

    private void Assign(ParameterAssignment assignment)
    {
        string target = assignment.Species is int species ? $"[{species}]" : "";
        Calls.Add($"{assignment.Parameter.Name}{target}={assignment.Value}");
        Wanted = assignment.Apply(Wanted);
        Wanted.Validate();
    }
}
