using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Viewer.Checkpoints;

namespace GpuEcosystem.Viewer.Running;

/// <summary>What the window may ask of the world. Nothing waits: the world's thread does it before its next step.</summary>
internal interface IWorldControls
{
    /// <summary>The rules as they will be once everything asked for is done.</summary>
    EcosystemParameters Wanted { get; }

    /// <summary>Changes a parameter.</summary>
    void Assign(ParameterAssignment assignment);

    /// <summary>Stops the world, or lets it go on.</summary>
    void TogglePause();

    /// <summary>Takes a single step, pausing first.</summary>
    void StepOnce();

    /// <summary>Starts the world again with the same settings.</summary>
    void Reset();

    /// <summary>Takes the next faster pace.</summary>
    void Faster();

    /// <summary>Takes the next slower pace.</summary>
    void Slower();

    /// <summary>Takes back the last edit.</summary>
    void Undo();

    /// <summary>Keeps the present state.</summary>
    void SaveCheckpoint();

    /// <summary>Goes back to a state that was kept, in the run that it belongs to.</summary>
    void Restore(Checkpoint checkpoint);

    /// <summary>Begins another run from a state that was kept.</summary>
    void Branch(Checkpoint checkpoint);

    /// <summary>Leaves out what a recipe says is still to come; whoever changes the world does so too.</summary>
    void TakeOver();

    /// <summary>Writes a picture of the world alone.</summary>
    void SavePicture();
}
