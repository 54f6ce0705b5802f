using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>
/// Wherever memory runs out in a change, the world stays as it was: same rules, same hash, nothing taken; it steps as if nobody
/// had asked, it draws, and with more memory the same change works.
/// </summary>
public class AtomicChangeTests
{
    private static readonly EcosystemParameters start = UsedWorld.Parameters with { LearnInterval = 1, TrainRegion = 40 };

    private static readonly Dictionary<string, Action<World>> changes = new()
    {
        ["larger"] = world => world.Change(start with { GridWidth = 30, GridHeight = 25 }),
        ["smaller"] = world => world.Change(start with { GridWidth = 10 }),
        ["more species"] = world => world.Change(start with { Species = 5 }),
        ["fewer species"] = world => world.Change(start with { Species = 2 }),
        ["larger with more species"] = world => world.Change(start with { GridHeight = 33, Species = 4 }),
        ["wider networks"] = world => world.Change(start with { NetworkWidth = 16 }),
        ["deeper networks"] = world => world.Change(start with { NetworkDepth = 2 }),
        ["one network"] = world => world.Change(start with { Coupling = Coupling.Shared }),
        ["more channels"] = world => world.Change(start with { StateChannels = 12, HiddenChannels = 4 }),
        ["spatial sun"] = world => world.Change(start with { SunMode = SunMode.Spatial }),
        ["wider window"] = world => world.Change(start with { ConcentrationWindow = 9 }),
        ["larger patch"] = world => world.Change(start with { TrainRegion = 90 }),
        ["no learning"] = world => world.Change(start with { LearnInterval = 0 }),
        ["another rule"] = world => world.Change(start with { CompetitionTemperature = 3 }),
        ["reset"] = world => world.Reset(),
    };

    /// <summary>All kinds of change.</summary>
    public static TheoryData<string> Changes => [.. changes.Keys];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Nothing_or_all_changes(string change)
    {
        using ComputeDevice device = DeviceCatalogue.Open("cpu");
        FailingBook book = new();
        device.Memory = book;
        Palette palette = Palette.Find(Palette.Names[0]);
        using World world = Make(device);
        using World untouched = Make(device);
        int refusals = 0;
        while (!IsDone())
        {
            refusals++;
            Assert.Equal(start, world.Parameters);
            Assert.Equal(untouched.StateHash(), world.StateHash());
            Assert.Equal(untouched.ReadPicture(palette), world.ReadPicture(palette));
            world.Step();
            untouched.Step();
            Assert.Equal(untouched.StateHash(), world.StateHash());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"refused {refusals} times");
        changes[change](untouched);
        world.Step();
        untouched.Step();
        Assert.Equal(untouched.Parameters, world.Parameters);
        Assert.Equal(untouched.StateHash(), world.StateHash());

        bool IsDone()
        {
            long taken = book.Taken;
            book.FailAt(refusals + 1);
            try
            {
                // Room for a copy to go back to is asked for last, and not needed.
                changes[change](world);
                return true;
            }
            catch (UserException refusal)
            {
                Assert.Contains("no room", refusal.Message);
                Assert.Equal(taken, book.Taken);
                return false;
            }
            finally
            {
                book.FailAt(0);
            }
        }
    }

    private static World Make(ComputeDevice device)
    {
        World world = new(device, start);
        world.BeginEdit();
        world.Stroke(Brush.Paint, 4, 5, 4, 5, 2, species: 3);
        world.Step();
        world.Step();
        world.ReadPicture(Palette.Find(Palette.Names[0]));
        return world;
    }
}
