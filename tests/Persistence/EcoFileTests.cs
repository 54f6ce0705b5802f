using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Persistence;

/// <summary>What world files say, and how they come to be.</summary>
public sealed class EcoFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_header_says_where_the_world_comes_from()
    {
        EcosystemParameters parameters = LearningWorlds.Tiny with
        {
            LearningRate = new PerSpecies<float>(0.3f).With(1, 0.1f).With(2, 0.2f),
            Seed = ulong.MaxValue,
        };
        using World world = new(Devices.Open("cpu"), parameters);
        world.Run(3);
        world.Change(parameters with { UpdateProbability = 0.25f });
        EcoExtras extras = EcoExtras.None.With(EcoExtras.Thumbnail, new byte[] { 1, 2 }).With("mine", ReadOnlyMemory<byte>.Empty);
        EcoFile.Save(folder["a.eco"], world, SavedWorlds.Start(parameters), extras, new EcoParent("b.eco", 2));

        EcoHeader header = EcoFile.ReadHeader(folder["a.eco"]);
        Assert.Equal(3, header.Step);
        Assert.Equal(ulong.MaxValue, header.WorldSeed);
        Assert.Equal(DeviceKind.Cpu, header.Device);
        Assert.Equal(parameters, header.Start.Parameters);
        Assert.Equal(parameters with { UpdateProbability = 0.25f }, header.Parameters);
        Assert.Equal(new EcoParent("b.eco", 2), header.Parent);
        Assert.Equal(["mine", "thumbnail"], header.ExtraNames);
        Assert.Equal(new byte[] { 1, 2 }, EcoFile.ReadExtras(folder["a.eco"])[EcoExtras.Thumbnail]!.Value.ToArray());
        Assert.Null(EcoFile.ReadExtras(folder["a.eco"])["others"]);
    }

    /// <summary>A file that version 0.1.0 of the program wrote still gives the world that it was made of.</summary>
    [Fact]
    public void A_file_of_version_1_loads()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "persistence", "version-1.eco");
        EcoWorld read = EcoFile.Load(path, Devices.Open("cpu"));
        using World world = read.World;
        Assert.Equal("0.1.0", read.Header.Origin.Program);
        Assert.Equal("a device that the file does not name", read.Header.Origin.Arithmetic);
        Assert.Equal("0351ef8343202c620f13b14069026c83", world.StateHash());
        Assert.Equal(12, world.StepNumber);
        Assert.Equal("[1, 2]"u8.ToArray(), read.Extras[EcoExtras.Events]!.Value.ToArray());
        world.Run(3);
        Assert.All(world.ReadGrid(), value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>Without anything beside it, it started from the rules in force, and what a world keeps is kept unless others are given.</summary>
    [Fact]
    public void A_world_can_be_saved_alone()
    {
        ComputeDevice cpu = Devices.Open("cpu");
        EcosystemParameters rules = LearningWorlds.Tiny with { Seed = 5 };
        using (World world = new(cpu, rules))
        {
            world.Run(2);
            EcoFile.Save(folder["a.eco"], world);
            Assert.Equal(rules, EcoFile.ReadHeader(folder["a.eco"]).Start.Parameters);
            EcoWorld read = EcoFile.Load(folder["a.eco"], cpu);
            using World loaded = read.World;
            Assert.Equal(world.StateHash(), loaded.StateHash());
        }

        byte[] note = [1, 2, 3];
        using ConfiguredWorld noted = ConfiguredWorld.GoOn(
            new World(cpu, rules), SavedWorlds.Start(rules), EcoExtras.None.With("note", note));
        EcoFile.Save(folder["b.eco"], noted);
        Assert.Equal(note, EcoFile.ReadExtras(folder["b.eco"])["note"]!.Value);
        EcoFile.Save(folder["b.eco"], noted, EcoExtras.None);
        Assert.Null(EcoFile.ReadExtras(folder["b.eco"])["note"]);
    }

    /// <summary>A world's bits come from where it was made, and from elsewhere as well once it has gone on there.</summary>
    [Fact]
    public void A_world_says_where_its_bits_come_from()
    {
        ComputeDevice cpu = Devices.Open("cpu");
        using (ConfiguredWorld made = new(cpu, SavedWorlds.Start(LearningWorlds.Tiny)))
        {
            EcoFile.Save(folder["a.eco"], made, EcoExtras.None);
        }

        ComputeDevice other = Devices.Open("simulated");
        Origin origin = EcoFile.ReadHeader(folder["a.eco"]).Origin;
        Assert.Equal(Origin.Of(cpu), origin);
        Assert.Null(origin.WhyBitsMayDiffer(cpu));
        Assert.EndsWith("on simulated, so bits may differ", origin.WhyBitsMayDiffer(other));

        using ConfiguredWorld loaded = EcoFile.Load(folder["a.eco"], other).GoOn();
        Assert.Equal(origin, loaded.Origin);
        loaded.Step();
        loaded.Step();
        Assert.Equal(new Origin(origin.Program, $"{cpu.Arithmetic}, later simulated"), loaded.Origin);
        Assert.Equal(loaded.Origin, loaded.Recipe.Origin);
    }

    [Fact]
    public void Extras_have_their_limits()
    {
        Assert.Throws<ArgumentException>(() => EcoExtras.None.With("a name", new byte[1]));
        UserException refusal = Assert.Throws<UserException>(
            () => EcoExtras.None.With("a", new byte[EcoExtras.MostBytes]).With("b", new byte[1]));
        Assert.Equal("a world file has room for 32 extras of 64 MiB together, and no more", refusal.Message);
    }

    [Fact]
    public void A_world_that_is_not_finite_is_not_saved()
    {
        using World world = new(Devices.Open("cpu"), LearningWorlds.Tiny);
        EcoFile.Save(folder["a.eco"], world, SavedWorlds.Start(LearningWorlds.Tiny));
        byte[] before = File.ReadAllBytes(folder["a.eco"]);
        world.Poison(species: 1, float.NaN);
        UserException refusal = Assert.Throws<UserException>(
            () => EcoFile.Save(folder["a.eco"], world, SavedWorlds.Start(LearningWorlds.Tiny)));

        Assert.Equal("the world's weights holds numbers that are not finite, so it is not saved", refusal.Message);
        Assert.Equal(before, File.ReadAllBytes(folder["a.eco"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Two_that_save_to_one_path_leave_one_whole_file()
    {
        string path = folder["a.eco"];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index =>
        {
            EcosystemParameters parameters = LearningWorlds.Tiny with { Seed = (ulong)index };
            using World world = new(Devices.Open("cpu"), parameters);
            for (int times = 0; times < 5; times++)
            {
                EcoFile.Save(path, world, SavedWorlds.Start(parameters));
                EcoFile.Check(path);
            }
        });
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("with spaces and \u00fcml\u00e4uts.eco")]
    [InlineData("\u4e16\u754c \ud83c\udf0d.eco")]
    public void Names_may_have_any_letters(string name)
    {
        SaveTiny(folder[name]);
        Assert.Equal(0, EcoFile.ReadHeader(folder[name]).Step);
    }

    [Fact]
    public void A_link_keeps_pointing_at_its_file()
    {
        Directory.CreateDirectory(folder["elsewhere"]);
        SaveTiny(folder["elsewhere/a.eco"]);
        File.CreateSymbolicLink(folder["link.eco"], folder["elsewhere/a.eco"]);
        SaveTiny(folder["link.eco"]);
        Assert.NotNull(new FileInfo(folder["link.eco"]).LinkTarget);
        EcoFile.Check(folder["link.eco"]);
        Assert.Single(Directory.GetFiles(folder["elsewhere"]));
    }

    [Fact]
    public void What_cannot_be_read_is_named()
    {
        Assert.Equal($"there is no file '{folder["a.eco"]}'", Refusal(() => EcoFile.ReadHeader(folder["a.eco"])));
        Assert.Equal(
            $"cannot read '{folder.Path}': it is a folder, a file is needed", Refusal(() => EcoFile.ReadHeader(folder.Path)));
        Assert.Equal(
            "the name of a world file ends with .eco or .petri; 'world.zip' does not",
            Refusal(() => WorldFile.Open("world.zip", Devices.Open("cpu"), _ => { })));
    }

    /// <summary>A disk that has room for one file and not for two keeps the one.</summary>
    [Fact]
    public void A_full_disk_keeps_the_last_good_file()
    {
        using SmallDisk disk = new(folder["disk"], "size=64k");
        string path = Path.Combine(disk.Path, "a.eco");
        SaveTiny(path);
        byte[] before = File.ReadAllBytes(path);
        File.WriteAllBytes(Path.Combine(disk.Path, "ballast"), new byte[64 * 1024 - before.Length - 12 * 1024]);
        string refusal = Refusal(() => SaveTiny(path));

        Assert.StartsWith($"cannot write '{path}': ", refusal);
        Assert.DoesNotContain('\n', refusal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(2, Directory.GetFiles(disk.Path).Length);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_named()
    {
        using SmallDisk disk = new(folder["disk"], "size=64k,ro");
        string path = Path.Combine(disk.Path, "a.eco");
        Assert.Equal($"cannot write '{path}': no file can be created in its folder", Refusal(() => SaveTiny(path)));
    }

    private static string Refusal(Action action) => Assert.Throws<UserException>(action).Message;

    private static void SaveTiny(string path)
    {
        using World world = new(Devices.Open("cpu"), LearningWorlds.Tiny);
        EcoFile.Save(path, world, SavedWorlds.Start(LearningWorlds.Tiny));
    }
}
