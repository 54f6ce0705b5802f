using GpuEcosystem.Cli.Worlds;

namespace GpuEcosystem.Cli.Output;

/// <summary>All that one run writes.</summary>
internal sealed class RunOutputs : IDisposable
{
    private readonly List<RunOutput> outputs = [];

    public IReadOnlyList<RunOutput> All => outputs;

    /// <summary>The autosaves among them, if there are any.</summary>
    public AutosaveOutput? Autosaves => outputs.OfType<AutosaveOutput>().SingleOrDefault();

    public void Add(RunOutput output) => outputs.Add(output);

    public void Dispose()
    {
        foreach (RunOutput output in outputs)
        {
            output.Dispose();
        }
    }
}
