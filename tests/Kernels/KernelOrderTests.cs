using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>A kernel is the same whatever was compiled before it; a device that has compiled others first runs it too.</summary>
public class KernelOrderTests
{
    /// <summary>Each of these once changed the code of those that draw, which call some of the same small methods.</summary>
    [Fact]
    public void Drawing_compiles_after_others()
    {
        Devices.Open("opencl");
        using ComputeDevice device = DeviceCatalogue.Open("opencl");
        device.DeviceKernel<HabitatCensus, HabitatCensus.Arguments>();
        device.GroupKernel<Pointwise, Pointwise.Arguments>();

        Assert.NotNull(device.DeviceKernel<FieldColouring, FieldColouring.Arguments>());
        Assert.NotNull(device.DeviceKernel<Colouring, Colouring.Arguments>());
    }
}
