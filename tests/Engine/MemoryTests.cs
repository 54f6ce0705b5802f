using System.Reflection;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Simulation;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A world's memory is known before it is allocated.</summary>
public class MemoryTests
{
    private static readonly EcosystemParameters small = EcosystemParameters.Default with { GridWidth = 90, GridHeight = 70 };

    private static readonly Dictionary<string, EcosystemParameters> worlds = new()
    {
        ["default"] = small,
        ["two species"] = small with { Species = 2, StateChannels = 8, NetworkWidth = 8, ConcentrationWindow = 21 },
        ["spatial"] = small with { SunMode = SunMode.Spatial, NetworkWidth = 16, Concentration = false },
        ["shared"] = small with { Coupling = Coupling.Shared, KernelSize = 5, GridWidth = 24, GridHeight = 120 },
        ["wide sun"] = small with { SunMode = SunMode.Spatial, Species = 1, StateChannels = 128, NetworkWidth = 8, NetworkDepth = 0 },
        ["never learning"] = small with { LearnInterval = 0 },
        ["narrow"] = small with { GridWidth = 17, GridHeight = 300, NetworkWidth = 8 },
    };

    /// <summary>Every kind of world on devices of each kind: with vectors, with groups, with groups that fuse blocks.</summary>
    public static TheoryData<string, string> WorldsOnDevices
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string world in worlds.Keys)
            {
                data.Add("cpu", world);
                data.Add("opencl", world);
                data.Add("cuda", world);
            }

            return data;
        }
    }

    /// <summary>The estimate lies within 15 % of what the buffers of a world, once made, hold together.</summary>
    [Theory]
    [MemberData(nameof(WorldsOnDevices))]
    public void The_estimate_is_close(string device, string name)
    {
        ComputeDevice opened = Devices.Open(device);
        using Ecosystem world = new(opened, worlds[name]);

        long estimated = MemoryEstimate.Bytes(worlds[name], opened);
        if (world.Parameters.LearnInterval > 0)
        {
            // The learning pass gets its memory when it first runs, and so does the last good state.
            world.ComputeGradients();
            estimated += MemoryEstimate.CopyBytes(worlds[name]);
        }

        long allocated = BytesOf(world, []);

        TestContext.Current.TestOutputHelper?.WriteLine($"{device}, {name}: {allocated:N0} bytes, estimate {(double)estimated / allocated:P0}");
        Assert.True(allocated > 1 << 20);
        Assert.InRange(estimated, 0.85 * allocated, 1.15 * allocated);
    }

    /// <summary>The largest grid is refused from the estimate alone, in one line that says how much too large it is.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_world_that_does_not_fit_is_refused(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        EcosystemParameters huge = EcosystemParameters.Default with { GridWidth = 65536, GridHeight = 65536 };
        UserException refusal = Assert.Throws<UserException>(() => new Ecosystem(opened, huge));

        Assert.Contains("65536 x 65536", refusal.Message);
        Assert.Matches(@"needs [\d,]+\.\d GiB, and \S+ has [\d,]+\.\d GiB[^;]*; choose a smaller grid or network$", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.True(MemoryEstimate.Bytes(huge, opened) > 1L << 40);
    }

    // All device memory that an object holds, itself or through what it holds.
    private static long BytesOf(object? holder, HashSet<object> seen)
    {
        if (holder is Array parts)
        {
            return parts.Cast<object?>().Sum(part => BytesOf(part, seen));
        }

        if (holder is null or ComputeDevice || holder.GetType().Assembly != typeof(Ecosystem).Assembly || !seen.Add(holder))
        {
            return 0;
        }

        Type type = holder.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DeviceBuffer<>))
        {
            return (long)type.GetProperty("Length")!.GetValue(holder)! * Marshal.SizeOf(type.GenericTypeArguments[0]);
        }

        return type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .Where(field => !field.FieldType.IsValueType)
            .Sum(field => BytesOf(field.GetValue(holder), seen));
    }
}
