using Microsoft.Extensions.Hosting;

namespace GpuEcosystem.Web.Listening;

/// <summary>Leaves signals to the program, which knows more than a server to be ended.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
