using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Output;

/// <summary>All that one run writes.</summary>
internal sealed class RunOutputs : IDisposable
{
    private readonly List<RunObserver> outputs = [];

    public IReadOnlyList<RunObserver> All => outputs;

    /// <summary>The autosaves among them, if there are any.</summary>
    public AutosaveOutput? Autosaves => outputs.OfType<AutosaveOutput>().SingleOrDefault();

    public void Add(RunObserver output) => outputs.Add(output);

    public void Dispose()
    {
        foreach (RunObserver output in outputs)
        {
            output.Dispose();
        }
    }
}
