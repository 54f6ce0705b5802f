using System.IO.Hashing;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>
/// Whatever can be chosen is a choice: on every device each value makes a world of its own. A value that an operation has forgotten
/// would fall to another one's lot, and live like it.
/// </summary>
public class ChoiceTests
{
    // Optimisers part at the second pass, and some by a few last digits.
    private const int Steps = 4;

    private static readonly EcosystemParameters small = EcosystemParameters.Default with
    {
        GridWidth = 24,
        GridHeight = 20,
        Species = 3,
        StateChannels = 8,
        NetworkWidth = 8,
        NetworkDepth = 1,
    };

    /// <summary>Devices, and the parameters whose values have names.</summary>
    public static TheoryData<string, string> Parameters =>
    [
        .. from device in (string[])["cpu", "opencl", "cuda"]
           from parameter in EcosystemCatalogue.Instance.All
           where parameter.Kind == ParameterKind.Choice
           select (device, parameter.Name),
    ];

    /// <summary>Devices that draw.</summary>
    public static TheoryData<string> Drawing => ["cpu", "opencl", "cuda"];

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Each_value_of_a_parameter(string device, string name)
    {
        ParameterDescription parameter = EcosystemCatalogue.Instance.Find(name);
        Assert.True(parameter.Choices.Count > 1);
        AssertAllDiffer(parameter.Choices, choice => After(device, WithUseFor(name).Set($"{name}={choice}"), _ => { }));
    }

    [Theory]
    [MemberData(nameof(Drawing))]
    public void Each_brush(string device) => AssertAllDiffer(Enum.GetValues<Brush>(), brush => After(device, small, world =>
    {
        world.Stroke(Brush.Wall, 2, 9, 20, 9, 1);
        world.Stroke(brush, 9, 2, 9, 16, 2, species: brush == Brush.Paint ? 2 : 0);
    }));

    // Some parameters are for species of gates alone.
    private static EcosystemParameters WithUseFor(string name) =>
        name is nameof(EcosystemParameters.UpdateWires) or nameof(EcosystemParameters.GateMode) ? small.Set("NetworkKind[2]=Logic") : small;

    private static void AssertAllDiffer<T>(IReadOnlyList<T> values, Func<T, string> live)
    {
        foreach (IGrouping<string, T> alike in values.GroupBy(live))
        {
            Assert.True(alike.Count() == 1, $"{string.Join(" and ", alike)} make the same world");
        }
    }

    // What a world has come to, without what it was told.
    private static string After(string device, EcosystemParameters parameters, Action<World> edit)
    {
        using World world = new(Devices.Open(device), parameters);
        Live(world);
        edit(world);
        Live(world);
        XxHash128 hash = new();
        float[][] parts = [world.ReadGrid(), world.ReadWalls(), world.ReadWeights(), .. world.ReadSun()];
        foreach (float[] part in parts)
        {
            hash.Append(MemoryMarshal.AsBytes(part.AsSpan()));
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    }

    private static void Live(World world)
    {
        for (int step = 0; step < Steps; step++)
        {
            world.Step();
        }
    }
}
