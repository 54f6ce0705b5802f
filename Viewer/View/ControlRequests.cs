using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Viewer.View;

/// <summary>What one key or button asks of the world, which may turn on what was asked for before.</summary>
internal static class ControlRequests
{
    /// <summary>Stops the world, or lets it go on.</summary>
    public static void TogglePause(this IWorldControls controls) => controls.Send(new SetPause(!controls.WantsPause));

    /// <summary>Takes a single step, pausing first.</summary>
    public static void StepOnce(this IWorldControls controls) => controls.Send(new TakeSteps());

    /// <summary>Takes the next faster pace.</summary>
    public static void Faster(this IWorldControls controls) => controls.Send(new SetPace(controls.WantedPace.Faster));

    /// <summary>Takes the next slower pace.</summary>
    public static void Slower(this IWorldControls controls) => controls.Send(new SetPace(controls.WantedPace.Slower));

    /// <summary>Starts the world again with the same settings and walls.</summary>
    public static void Reset(this IWorldControls controls) => controls.Send(new Act(new ResetWorld(KeepsWalls: true)));

    /// <summary>Starts the world again with other random numbers.</summary>
    public static void ResetWithNewSeed(this IWorldControls controls)
    {
        ParameterDescription seed = controls.Wanted.Catalogue.Find(nameof(WorldParameters.Seed));
        string number = Random.Shared.Next().ToString(CultureInfo.InvariantCulture);
        controls.Send(new Act(new ChangeParameters([new ParameterAssignment(seed, null, number)]), new ResetWorld(KeepsWalls: true)));
    }

    /// <summary>Takes back what was last done.</summary>
    public static void Undo(this IWorldControls controls) => controls.Send(new Undo());

    /// <summary>Does again what was last taken back.</summary>
    public static void Redo(this IWorldControls controls) => controls.Send(new Redo());

    /// <summary>Leaves out what a recipe says is still to come.</summary>
    public static void TakeOver(this IWorldControls controls) => controls.Send(new TakeOver());

    /// <summary>Keeps the present state.</summary>
    public static void SaveCheckpoint(this IWorldControls controls) => controls.Send(new SaveCheckpoint());
}
