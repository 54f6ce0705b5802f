using System.Text.Json.Nodes;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

public sealed class DevicesTests
{
    [Fact]
    public void EveryDeviceIsDescribed()
    {
        Invocation result = Invocation.Of("devices", "--json");
        Assert.Equal(0, result.ExitCode);
        List<JsonObject> devices = result.Json["devices"]!.AsArray().Select(device => device!.AsObject()).ToList();
        Assert.All(devices, device => Assert.Equal(
            ["id", "name", "kind", "memoryBytes", "computeUnits", "usable", "reason", "chosen"],
            device.Select(property => property.Key)));
        Assert.Single(devices, device => (bool)device["chosen"]!);
        JsonObject cpu = Assert.Single(devices, device => (string)device["kind"]! == "cpu");
        Assert.True((bool)cpu["usable"]!);
    }

    [Fact]
    public void WithoutATerminalTheListIsPlainText()
    {
        Invocation result = Invocation.Of("devices");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("device\tname\tmemory\tunits\tstate\treason\n", result.Output);
        Assert.Contains("\nchosen", result.Output.Replace('\t', '\n'));
        Assert.Empty(result.Error);
    }
}
