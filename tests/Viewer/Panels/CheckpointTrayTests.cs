using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>The tray shows what was kept, however much that is, and every moment of it can be gone back to.</summary>
[Collection("Ink")]
public sealed class CheckpointTrayTests
{
    private static readonly SKColor colour = new(0x12, 0xf7, 0x83);

    /// <summary>Of fifty moments each is reached by keys, goes back to itself and branches from itself.</summary>
    [Fact]
    public void Fifty_moments()
    {
        using PanelBench bench = new();
        Checkpoint[] checkpoints = [.. Enumerable.Range(1, 50).Select(n => Make($"run1-{n * 100:D6}", n * 100))];
        Show(bench, checkpoints);
        foreach (Checkpoint checkpoint in (Checkpoint[])[checkpoints[49], checkpoints[25], checkpoints[0]])
        {
            TabTo(bench, $"Checkpoint {checkpoint.Name}", checkpoints);
            bench.Panel.Handle(new KeyPressed(Key.Enter, Modifiers.None));
            Assert.Equal($"Restore {checkpoint.Name}", bench.Controls.Calls[^1]);
            TabTo(bench, $"Branch {checkpoint.Name}", checkpoints);
            SKRect area = bench.Area($"Branch {checkpoint.Name}");
            bench.Panel.Handle(new PointerPressed(PointerButton.Left, area.MidX, area.MidY, Modifiers.None));
            Assert.Equal($"Branch {checkpoint.Name}", bench.Controls.Calls[^1]);
            bench.Panel.Handle(new PointerReleased(PointerButton.Left, area.MidX, area.MidY));
        }
    }

    /// <summary>The newest moment stands first, with its picture; the key's button keeps another.</summary>
    [Fact]
    public void Pictures_and_the_button()
    {
        using PanelBench bench = new(2000);
        Show(bench, []);
        Assert.False(bench.Shows(colour));
        Show(bench, [Make("run1-000100", 100), Make("run1-000200", 200)]);
        Assert.True(bench.Shows(colour));
        string[] tiles = [.. bench.Names().Where(name => name.StartsWith("Checkpoint ", StringComparison.Ordinal))];
        Assert.Equal(["Checkpoint run1-000200", "Checkpoint run1-000100"], tiles);
        SKRect save = bench.Area("Save");
        bench.Panel.Handle(new PointerPressed(PointerButton.Left, save.MidX, save.MidY, Modifiers.None));
        Assert.Equal("SaveCheckpoint", bench.Controls.Calls[^1]);
    }

    /// <summary>What stands behind the dots names a moment, exports it, and deletes it at the second click.</summary>
    [Fact]
    public void A_moment_has_a_file()
    {
        using PanelBench bench = new(2000);
        Checkpoint[] checkpoints = [Make("run1-000100", 100), Make("run1-000200 late", 200)];
        Click("More run1-000200 late");
        Click("Label run1-000200 late");
        Type("two words");
        Assert.Equal(new Rename("run1-000200 late", "two words"), bench.Controls.Last);
        Click("Export run1-000200 late");
        Type("/tmp/x y.petri");
        Assert.Equal(new Export("run1-000200 late", "/tmp/x y.petri"), bench.Controls.Last);
        Click("Delete run1-000200 late");
        Assert.IsNotType<Delete>(bench.Controls.Last);
        Click("Delete run1-000200 late");
        Assert.Equal(new Delete("run1-000200 late"), bench.Controls.Last);
        Click("More run1-000200 late");
        Assert.DoesNotContain(bench.Names(), name => name.StartsWith("Delete", StringComparison.Ordinal));

        void Click(string name)
        {
            Show(bench, checkpoints);
            SKRect area = bench.Area(name);
            bench.Panel.Handle(new PointerPressed(PointerButton.Left, area.MidX, area.MidY, Modifiers.None));
            bench.Panel.Handle(new PointerReleased(PointerButton.Left, area.MidX, area.MidY));
            Show(bench, checkpoints);
        }

        void Type(string text)
        {
            bench.Panel.Handle(new CharacterTyped(text));
            bench.Panel.Handle(new KeyPressed(Key.Enter, Modifiers.None));
        }
    }

    private static Checkpoint Make(string name, long step)
    {
        using SKBitmap picture = new(20, 10);
        picture.Erase(colour);
        return new Checkpoint($"/somewhere/{name}.eco", "run1", step, null, picture.Encode(SKEncodedImageFormat.Png, 100).ToArray());
    }

    private static void Show(PanelBench bench, IReadOnlyList<Checkpoint> checkpoints) =>
        bench.Show(PanelBench.Snapshot(EcosystemParameters.Default) with { Checkpoints = checkpoints });

    private static void TabTo(PanelBench bench, string name, IReadOnlyList<Checkpoint> checkpoints)
    {
        for (int i = 0; i < 500 && bench.Panel.FocusedName != name; i++)
        {
            bench.Panel.Handle(new KeyPressed(Key.Tab, Modifiers.None));
        }

        Show(bench, checkpoints);
        Assert.Equal(name, bench.Panel.FocusedName);
        Assert.Contains(name, bench.Names());
    }
}
