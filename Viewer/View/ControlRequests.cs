using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Viewer.View;

/// <summary>What one key or button asks of the world, which may turn on what was asked for before.</summary>
internal static class ControlRequests
{
    /// <summary>Stops the world, or lets it go on.</summary>
    public static void TogglePause(this IWorldControls controls) => controls.Send(new SetPause(!controls.WantsPause));

    /// <summary>Takes a single step, pausing first.</summary>
    public static void StepOnce(this IWorldControls controls) => controls.Send(new StepOnce());

    /// <summary>Takes the next faster pace.</summary>
    public static void Faster(this IWorldControls controls) => controls.Send(new SetPace(controls.WantedPace.Faster));

    /// <summary>Takes the next slower pace.</summary>
    public static void Slower(this IWorldControls controls) => controls.Send(new SetPace(controls.WantedPace.Slower));

    /// <summary>Starts the world again with the same settings.</summary>
    public static void Reset(this IWorldControls controls) => controls.Send(new Act(new ResetWorld()));

    /// <summary>Takes back the last edit.</summary>
    public static void Undo(this IWorldControls controls) => controls.Send(new Act(new UndoEdit()));

    /// <summary>Leaves out what a recipe says is still to come.</summary>
    public static void TakeOver(this IWorldControls controls) => controls.Send(new TakeOver());

    /// <summary>Keeps the present state.</summary>
    public static void SaveCheckpoint(this IWorldControls controls) => controls.Send(new SaveCheckpoint());
}
