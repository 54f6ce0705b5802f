using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>
/// The device of a diagnosis. It stays open from stage to stage, but after an error the next stage gets it anew: a
/// context in which something went wrong may refuse everything from then on.
/// </summary>
internal sealed class DiagnosisDevice(string id) : IDisposable
{
    private string id = id;
    private ComputeDevice? opened;
    private bool profiling;
    private KernelCompilation closed = KernelCompilation.None;

    /// <summary>What compiling kernels has come to; other threads may look on.</summary>
    public KernelCompilation Compilation => opened is ComputeDevice device ? closed.With(device.Compilation) : closed;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => opened is not null;

    /// <summary>The open device.</summary>
    /// <param name="profiling">Whether its own clock is wanted.</param>
    /// <exception cref="UserException">There is no such device, or it cannot be used.</exception>
    public ComputeDevice Open(bool profiling)
    {
        if (opened is null || this.profiling != profiling)
        {
            Dispose();
            opened = DeviceCatalogue.Open(id, profiling);
            id = opened.Description.Id;
            this.profiling = profiling;
        }

        return opened;
    }

    /// <summary>Closes it; what it says to that after an error is nothing new.</summary>
    public void Dispose()
    {
        try
        {
            opened?.Dispose();
        }
        catch (Exception)
        {
            // A broken context cannot be closed properly either.
        }

        closed = Compilation;
        opened = null;
    }
}
