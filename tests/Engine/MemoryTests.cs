using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A world's memory is known before it is allocated.</summary>
public class MemoryTests
{
    private static readonly EcosystemParameters small = EcosystemParameters.Default with { GridWidth = 90, GridHeight = 70 };

    private static readonly PetriDishParameters dish = PetriDishParameters.Default with
    {
        GridWidth = 128,
        GridHeight = 128,
        LearnInterval = 8,
        UnrollSteps = 8,
        BatchWorlds = 4,
        PoolWorlds = 4,
    };

    private static readonly Dictionary<string, WorldParameters> worlds = new()
    {
        ["default"] = small,
        ["two species"] = small with { Species = 2, StateChannels = 8, NetworkWidth = 8, ConcentrationWindow = 21 },
        ["spatial"] = small with { SunMode = SunMode.Spatial, NetworkWidth = 16, Concentration = false },
        ["shared"] = small with { Coupling = Coupling.Shared, KernelSize = 5, GridWidth = 24, GridHeight = 120 },
        ["wide sun"] = small with { SunMode = SunMode.Spatial, Species = 1, StateChannels = 128, NetworkWidth = 8, NetworkDepth = 0 },
        ["seasonal"] = small with { SunMode = SunMode.Seasonal },
        ["unequal"] = small with
        {
            NetworkWidth = new PerSpecies<int>(16).With(2, 8).With(4, 32),
            NetworkKind = new PerSpecies<NetworkKind>(NetworkKind.Residual).With(3, NetworkKind.Plain),
        },
        ["never learning"] = small with { LearnInterval = 0 },
        ["narrow"] = small with { GridWidth = 17, GridHeight = 300, NetworkWidth = 8 },
        ["petri dish"] = dish,
        ["petri dish, one step"] = dish with { GridWidth = 40, LearnInterval = 1, UnrollSteps = 1, PoolWorlds = 9, AliveVisible = false },
        ["petri dish, frozen"] = dish with { GridWidth = 40, LearnInterval = 0, KernelSize = 5, NetworkDepth = 3 },
        ["petri dish, interleaved"] = dish with { GridHeight = 30, Coupling = Coupling.Interleaved, BatchWorlds = 2 },
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

    /// <summary>What is counted before is what the buffers of a world hold together.</summary>
    [Theory]
    [MemberData(nameof(WorldsOnDevices))]
    public void Memory_is_counted_before_it_is_taken(string device, string name)
    {
        ComputeDevice opened = Devices.Open(device);
        long counted = World.MemoryBytes(opened, worlds[name]);
        using World world = new(opened, worlds[name]) { MayCopy = false };
        Assert.True(counted > 1 << 20);
        Assert.Equal(counted, BytesOf(world, []));
    }

    /// <summary>Worlds of which a step is taken, learning in its course.</summary>
    public static TheoryData<string> Stepped => ["default", "petri dish"];

    /// <summary>Counting takes no memory, a world takes what was counted, steps take nothing more, and all of it is given back.</summary>
    [Theory]
    [MemberData(nameof(Stepped))]
    public void Memory_is_booked(string name)
    {
        using ComputeDevice opened = OpenAlone();
        long counted = World.MemoryBytes(opened, worlds[name]);
        Assert.Equal(0, opened.Memory.Taken);
        using (World world = new(opened, worlds[name]) { MayCopy = false })
        {
            Assert.Equal(counted, opened.Memory.Taken);
            do
            {
                world.Step();
                Assert.Equal(counted, opened.Memory.Taken);
            }
            while (!world.Body.HasLearned);
        }

        Assert.Equal(0, opened.Memory.Taken);
    }

    /// <summary>Of a batch that learns through eight steps, most is the grids before them and what flows back through them.</summary>
    [Fact]
    public void Unrolled_steps_are_counted()
    {
        ComputeDevice device = Devices.Open("cpu");
        long plane = sizeof(float) * (long)dish.GridWidth * dish.GridHeight * dish.BatchWorlds;
        long grid = plane * (dish.Species + 1 + dish.Channels);
        long byStep = (World.MemoryBytes(device, dish) - World.MemoryBytes(device, dish with { UnrollSteps = 2 })) / 6;
        Assert.InRange(byStep, grid, grid * 11 / 10);
        Assert.InRange(
            World.MemoryBytes(device, dish with { UnrollSteps = 2 }) - World.MemoryBytes(device, dish with { UnrollSteps = 1 }),
            grid + plane * dish.Species * dish.InputChannels,
            (grid + plane * dish.Species * dish.InputChannels) * 11 / 10);
    }

    /// <summary>A second world sees what the first has left, and everything again when the first is gone.</summary>
    [Fact]
    public void Worlds_of_a_device_share_its_memory()
    {
        using ComputeDevice opened = OpenAlone();
        long counted = World.MemoryBytes(opened, small);
        opened.Memory = new MemoryBook(3 * counted);
        using (World first = new(opened, small) { MayCopy = false })
        {
            using World second = new(opened, small) { MayCopy = false };
            Assert.True(first.HasRoomBeside(small));
            using World third = new(opened, small);
            Assert.False(third.KeepsLastGoodState);
            Assert.False(first.HasRoomBeside(small));
            UserException refusal = Assert.Throws<UserException>(() => new World(opened, small));
            Assert.Matches(@"needs 0\.\d GiB, and cpu has 0\.0 GiB beside the 0\.\d GiB in use; choose", refusal.Message);
            Assert.Throws<UserException>(() => first.Change(small with { GridWidth = 91 }));
        }

        Assert.Equal(0, opened.Memory.Taken);
        using World alone = new(opened, small);
        Assert.True(alone.KeepsLastGoodState);
    }

    /// <summary>All names of the processor stand for the same memory.</summary>
    [Fact]
    public void The_host_has_one_book()
    {
        using ComputeDevice one = DeviceCatalogue.Open("cpu");
        using ComputeDevice other = DeviceCatalogue.Open("simulated");
        Assert.Same(one.Memory, other.Memory);
        Assert.InRange(one.Memory.Capacity, 1, one.Description.MemoryBytes - 1);
    }

    /// <summary>The largest grid is refused from the estimate alone, in one line that says how much too large it is.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void A_world_that_does_not_fit_is_refused(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        EcosystemParameters huge = EcosystemParameters.Default with { GridWidth = 65536, GridHeight = 65536 };
        UserException refusal = Assert.Throws<UserException>(() => new World(opened, huge));

        Assert.Contains("65536 x 65536", refusal.Message);
        Assert.Matches(@"needs [\d,]+\.\d GiB, and \S+ has [\d,]+\.\d GiB[^;]*; choose a smaller grid or network$", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.True(World.MemoryBytes(opened, huge) > 1L << 40);
    }

    // A device whose memory nobody else takes from.
    private static ComputeDevice OpenAlone()
    {
        ComputeDevice device = DeviceCatalogue.Open("cpu");
        device.Memory = new MemoryBook(device.Description.MemoryBytes);
        return device;
    }

    // All device memory that an object holds, itself or through what it holds.
    private static long BytesOf(object? holder, HashSet<object> seen)
    {
        if (holder is Array or Stack<IDisposable>)
        {
            return ((IEnumerable)holder).Cast<object?>().Sum(part => BytesOf(part, seen));
        }

        if (holder is null or ComputeDevice || holder.GetType().Assembly != typeof(World).Assembly || !seen.Add(holder))
        {
            return 0;
        }

        Type type = holder.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DeviceBuffer<>))
        {
            // What is a part of another has no memory of its own.
            bool isPart = type.GetField("book", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(holder) is null;
            return isPart ? 0 : (long)type.GetProperty("Length")!.GetValue(holder)! * Marshal.SizeOf(type.GenericTypeArguments[0]);
        }

        return FieldsOf(type).Where(field => !field.FieldType.IsValueType).Sum(field => BytesOf(field.GetValue(holder), seen));
    }

    // A type does not tell of the private fields of those that it is based on.
    private static IEnumerable<FieldInfo> FieldsOf(Type? type)
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly;
        return type is null ? [] : type.GetFields(all).Concat(FieldsOf(type.BaseType));
    }
}
