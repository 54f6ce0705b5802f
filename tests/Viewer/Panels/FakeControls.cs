using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Viewer.Checkpoints;
using GpuEcosystem.Viewer.Running;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>A world that does everything at once and remembers what it was asked for.</summary>
internal sealed class FakeControls : IWorldControls
{
    /// <summary>What was asked for, as <c>Name=Value</c>, <c>Name[n]=Value</c> or a method's name.</summary>
    public List<string> Calls { get; } = [];

    public EcosystemParameters Wanted { get; set; } = EcosystemParameters.Default;

    public void Assign(ParameterAssignment assignment)
    {
        string target = assignment.Species is int species ? $"[{species}]" : "";
        Calls.Add($"{assignment.Parameter.Name}{target}={assignment.Value}");
        Wanted = assignment.Apply(Wanted);
        Wanted.Validate();
    }

    public void TogglePause() => Calls.Add(nameof(TogglePause));

    public void StepOnce() => Calls.Add(nameof(StepOnce));

    public void Reset() => Calls.Add(nameof(Reset));

    public void Faster() => Calls.Add(nameof(Faster));

    public void Slower() => Calls.Add(nameof(Slower));

    public void Undo() => Calls.Add(nameof(Undo));

    public void SaveCheckpoint() => Calls.Add(nameof(SaveCheckpoint));

    public void Restore(Checkpoint checkpoint) => Calls.Add($"{nameof(Restore)} {checkpoint.Name}");

    public void Branch(Checkpoint checkpoint) => Calls.Add($"{nameof(Branch)} {checkpoint.Name}");

    public void TakeOver() => Calls.Add(nameof(TakeOver));

    public void SavePicture() => Calls.Add(nameof(SavePicture));
}
