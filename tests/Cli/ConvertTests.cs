using GpuEcosystem.Tests.Persistence.Petri;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

public sealed class ConvertTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFileIsWrittenAnew()
    {
        Invocation result = Invocation.Of("convert", BrowserFile.Path, folder["copy.petri"], "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Json["leftOut"]!.AsArray());
        Assert.Equal(BrowserFile.Bytes, File.ReadAllBytes(folder["copy.petri"]));
    }

    [Theory]
    [InlineData("world.petri", "copy.png", "copy.png")]
    [InlineData("world.txt", "copy.petri", "world.txt")]
    [InlineData("missing.petri", "copy.petri", "missing.petri")]
    [InlineData("world.petri", "copy.petri", "world.petri")]
    public void WhatCannotBeConvertedIsRefusedByName(string input, string output, string name)
    {
        folder.Write("world.petri", "PTRI");
        Invocation result = Invocation.Of("convert", folder[input], folder[output]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(name, Assert.Single(result.Error.TrimEnd('\n').Split('\n')));
        Assert.False(File.Exists(folder[output]) && output != "world.petri");
    }
}
