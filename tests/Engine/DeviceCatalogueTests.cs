using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Devices are found, chosen and refused with reasons that a user can act on.</summary>
public class DeviceCatalogueTests
{
    /// <summary>Exactly one device is what <c>auto</c> takes, and each says why it is taken or not.</summary>
    [Fact]
    public void One_device_is_chosen()
    {
        IReadOnlyList<DeviceDescription> devices = DeviceCatalogue.List();

        Assert.Single(devices, device => device.Chosen);
        Assert.All(devices, device => Assert.False(string.IsNullOrWhiteSpace(device.Reason)));
        Assert.All(devices, device => Assert.Equal(device.Usable, device.MemoryBytes > 0));
        Assert.Single(devices, device => device.Id == "cpu" && device.Usable);
        Assert.Equal(devices.Count, devices.Select(device => device.Id).Distinct().Count());

        using ComputeDevice opened = DeviceCatalogue.Open();
        Assert.Equal(devices.Single(device => device.Chosen), opened.Description);
        Assert.Equal(opened.Description.Reason, opened.ChoiceReason);
    }

    /// <summary>An OpenCL device that is a processor is never taken by itself: the CPU's own path is faster.</summary>
    [Fact]
    public void Processors_behind_OpenCL_are_not_chosen()
    {
        DeviceDescription openCl = Devices.Open("opencl").Description;
        Assert.SkipUnless(openCl.Reason!.Contains("not a GPU", StringComparison.Ordinal), "the OpenCL device is a GPU");

        Assert.True(openCl.Usable);
        Assert.False(openCl.Chosen);
        Assert.DoesNotContain(DeviceCatalogue.List(), device => device.Chosen && device.Kind == DeviceKind.OpenCL);
    }

    /// <summary>What is not there is refused in one line that names what is.</summary>
    [Theory]
    [InlineData("gpu")]
    [InlineData("")]
    [InlineData("cpu:1")]
    [InlineData("opencl:99")]
    [InlineData("opencl:")]
    public void Unknown_devices_are_refused(string id)
    {
        UserException refusal = Assert.Throws<UserException>(() => DeviceCatalogue.Open(id));

        Assert.Contains($"'{id}'", refusal.Message);
        Assert.Contains("cpu", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    /// <summary>A missing NVIDIA driver is named, with or without a number.</summary>
    [Theory]
    [InlineData("cuda")]
    [InlineData("CUDA")]
    [InlineData("cuda:0")]
    public void A_missing_driver_is_named(string id)
    {
        DeviceDescription cuda = DeviceCatalogue.List().First(device => device.Kind == DeviceKind.Cuda);
        Assert.SkipWhen(cuda.Usable, "there is an NVIDIA GPU");
        UserException refusal = Assert.Throws<UserException>(() => DeviceCatalogue.Open(id));

        Assert.Contains(cuda.Reason!, refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    /// <summary>The CPU has as many workers as cores unless it is told otherwise, and never none.</summary>
    [Fact]
    public void Workers_are_as_many_as_asked_for()
    {
        using ComputeDevice usual = DeviceCatalogue.Open("cpu");
        using ComputeDevice three = DeviceCatalogue.Open("cpu", workers: 3);

        Assert.Equal((Environment.ProcessorCount, 3), (usual.Workers, three.Workers));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceCatalogue.Open("cpu", workers: 0));
    }

    /// <summary>Only the CPU runs SIMD bodies; letter case does not matter.</summary>
    [Theory]
    [InlineData("cpu", true)]
    [InlineData("CPU", true)]
    [InlineData("Simulated", false)]
    public void Kinds_run_their_bodies(string id, bool simd)
    {
        using ComputeDevice device = DeviceCatalogue.Open(id);
        Assert.Equal(simd, device.RunsSimdBodies);
        Assert.Equal(id.ToLowerInvariant(), device.Description.Id);
    }
}
