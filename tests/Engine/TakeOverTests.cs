using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>The cells of a running world outlive a new size of the grid, of the vectors and of the list of species.</summary>
public class TakeOverTests
{
    private static readonly EcosystemParameters start = UsedWorld.Parameters;

    /// <summary>Cells that both sizes have stay as they are, walls and win rate too; new cells are the sun's.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Resizing_keeps_the_overlap(string device)
    {
        using World world = UsedWorld.Make(device, start);
        WorldSnapshot before = new(world);
        world.Change(start with { GridWidth = 25, GridHeight = 9 });
        WorldSnapshot after = new(world);

        foreach ((int x, int y) in after.Places)
        {
            bool kept = x < 19;
            float[] sun = [1, .. new float[before.Cell(0, 0).Length - 1]];
            Assert.Equal(kept ? before.Cell(x, y) : sun, after.Cell(x, y));
            Assert.Equal(kept ? before.Wall(x, y) : 0, after.Wall(x, y));
            Assert.Equal(kept ? before.WinRate(x, y) : 0.5f, after.WinRate(x, y));
        }

        Assert.Equal(before.Weights, after.Weights);
        world.Step();
    }

    /// <summary>What the species held that are no more falls to the sun; the others and the state keep what they have.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Fewer_species_leave_their_cells_to_the_sun(string device)
    {
        using World world = UsedWorld.Make(device, start);
        WorldSnapshot before = new(world);
        world.Change(start with { Species = 1 });
        WorldSnapshot after = new(world);

        Assert.Contains(before.Places, place => before.Cell(place.X, place.Y)[3] > 0);
        Assert.All(after.Places, place =>
        {
            float[] old = before.Cell(place.X, place.Y);
            float[] expected = [old[0] + old[2] + old[3], old[1], .. old[4..]];
            Assert.Equal(expected, after.Cell(place.X, place.Y));
        });
        world.Step();
    }

    /// <summary>New species begin with nothing and take nothing away.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void More_species_keep_the_old_ones(string device)
    {
        using World world = UsedWorld.Make(device, start);
        WorldSnapshot before = new(world);
        world.Change(start with { Species = 5 });
        WorldSnapshot after = new(world);

        Assert.All(after.Places, place =>
        {
            float[] old = before.Cell(place.X, place.Y);
            float[] expected = [.. old[..4], 0, 0, .. old[4..]];
            Assert.Equal(expected, after.Cell(place.X, place.Y));
        });
        world.Step();
    }

    /// <summary>Attack, defence and hidden channels are each cut or filled up for themselves.</summary>
    [Theory]
    [InlineData(4, 3)]
    [InlineData(12, 0)]
    public void Channels_keep_their_meaning(int stateChannels, int hiddenChannels)
    {
        using World world = UsedWorld.Make("cpu", start);
        WorldSnapshot before = new(world);
        world.Change(start with { StateChannels = stateChannels, HiddenChannels = hiddenChannels });
        WorldSnapshot after = new(world);

        float[] Fit(float[] values, int length) => [.. values.Take(length), .. new float[Math.Max(0, length - values.Length)]];
        Assert.All(after.Places, place =>
        {
            float[] old = before.Cell(place.X, place.Y);
            float[] expected =
            [
                .. old[..4],
                .. Fit(old[4..8], stateChannels / 2),
                .. Fit(old[8..12], stateChannels / 2),
                .. Fit(old[12..], hiddenChannels),
            ];
            Assert.Equal(expected, after.Cell(place.X, place.Y));
        });
    }
}
