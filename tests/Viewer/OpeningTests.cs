using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Tests.Persistence;
using GpuEcosystem.Viewer;
using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>Worlds come and go in a window that stays.</summary>
[Collection("viewer")]
public class OpeningTests
{
    /// <summary>A file that is dropped is opened and drawn, and taken back; what is no world is told of.</summary>
    [Fact]
    public void A_file_is_dropped()
    {
        using ViewerSession session = new();
        session.Pause();
        session.Viewer.State.ShowsInspector = false;
        string before = session.Ask(world => world.StateHash());
        string file = Path.Combine(session.Folder, "other.eco");
        using (ConfiguredWorld other = new(Devices.Open("cpu"), SavedWorlds.Start(ViewerSession.Small with { GridWidth = 64, GridHeight = 56 })))
        {
            other.Run(2);
            WorldFile.Save(file, other, _ => { });
        }

        session.Viewer.Window.Post(new FileDropped(file));
        session.Until(() => session.Viewer.World.Snapshot.Parameters.GridWidth == 64, "the other world");

        // Out from behind the notice.
        session.Frames(1);
        session.Viewer.Camera.Pan(0, -250);
        session.UntilDrawn();
        Assert.True(session.AssertCellsAreRight() > 0);
        session.Press(Key.U);
        session.Until(() => session.Viewer.World.Snapshot.Parameters.GridWidth == 48, "the world before");
        Assert.Equal(before, session.Ask(world => world.StateHash()));
        session.Viewer.Window.Post(new FileDropped(session.Folder));
        session.Until(() => session.Viewer.World.Notice is { IsWarning: true }, "a refusal");
        Assert.Equal(before, session.Ask(world => world.StateHash()));
    }

    /// <summary>Another seed makes another world, which the recipe repeats, and the keys of both directions lead back and forth.</summary>
    [Fact]
    public void A_new_seed()
    {
        using ViewerSession session = new();
        session.Pause();
        (string Hash, ulong Seed) before = session.Ask(world => (world.StateHash(), world.WorldSeed));
        session.Press(Key.R, Modifiers.Shift);
        (string Hash, ulong Seed) after = session.Ask(world => (world.StateHash(), world.WorldSeed));
        Assert.NotEqual(before.Seed, after.Seed);
        Assert.Equal($"Seed = {after.Seed}, started again; walls stay", session.Viewer.World.Notice!.Text);
        foreach ((Key key, Modifiers modifiers, string hash) in ((Key, Modifiers, string)[])
            [
                (Key.Z, Modifiers.Control, before.Hash), (Key.Z, Modifiers.Control | Modifiers.Shift, after.Hash),
                (Key.U, Modifiers.None, before.Hash), (Key.U, Modifiers.Shift, after.Hash),
                (Key.U, Modifiers.None, before.Hash), (Key.Y, Modifiers.Control, after.Hash),
            ])
        {
            session.Press(key, modifiers);
            Assert.Equal(hash, session.Ask(world => world.StateHash()));
        }

        Recipe done = session.End()!;
        using ConfiguredWorld again = new(Devices.Open("cpu"), done);
        while (again.StepsTaken < done.Steps)
        {
            again.Step();
        }

        again.DoWhatIsDue();
        Assert.Equal(after.Hash, again.World.StateHash());
    }

    /// <summary>A window says that its world is being prepared, elsewhere, and hands on what goes wrong.</summary>
    [Fact]
    public void A_world_is_prepared()
    {
        using Window window = VirtualDisplay.Open("preparation", 320, 200);
        using Preparation preparation = new(window);
        preparation.Draw();
        (int width, int height) = window.FramebufferSize;
        uint[] pixels = FramebufferPicture.Read(window.Gl, width, height);
        uint accent = (uint)(Theme.Accent.Red | Theme.Accent.Green << 8 | Theme.Accent.Blue << 16) | 0xff000000;
        Assert.Contains(accent, pixels);
        Assert.NotEqual(Environment.CurrentManagedThreadId, preparation.Show(() => Environment.CurrentManagedThreadId, _ => { }));
        Assert.Throws<FormatException>(() => preparation.Show<int>(() => throw new FormatException(), _ => { }));
    }
}
