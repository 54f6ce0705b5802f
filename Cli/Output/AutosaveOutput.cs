using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Output;

/// <summary>The last two states in a folder. A state that cannot be written is told of, and the run goes on.</summary>
internal sealed class AutosaveOutput(string folder, long interval, Action<string> note) : RunObserver(interval)
{
    private readonly AutosaveFolder autosaves = new(folder);
    private string? lastFailure;

    /// <summary>The file that was written last; null before the first.</summary>
    public string? Last => autosaves.Last;

    public override bool KeepsWorld => true;

    public override void Observe(ConfiguredWorld world)
    {
        try
        {
            autosaves.Save(world);
            lastFailure = null;
        }
        catch (Exception exception) when (exception is UserException or IOException or UnauthorizedAccessException)
        {
            // The same line at every step would hide all others.
            if (lastFailure is null)
            {
                note($"no autosave at step {world.World.StepNumber}, the run goes on: {exception.Message}");
            }

            lastFailure = exception.Message;
        }
    }

    protected override void Dispose(bool disposing)
    {
        autosaves.Dispose();
        base.Dispose(disposing);
    }
}
