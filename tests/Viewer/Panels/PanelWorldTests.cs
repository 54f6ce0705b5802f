using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>The panel begins worlds, opens them and records them.</summary>
[Collection("Ink")]
public sealed class PanelWorldTests : IDisposable
{
    private readonly PanelBench bench = new(2000);

    /// <inheritdoc/>
    public void Dispose() => bench.Dispose();

    /// <summary>A preset begins with its own grid, or with the one that is typed.</summary>
    [Fact]
    public void A_world_begins()
    {
        bench.Click("Begin");
        Assert.Equal(new BeginWorld("default", 128, 128), bench.Controls.Last);
        bench.Click("Preset", 0.9f);
        bench.Click("Begin");
        Assert.Equal(new BeginWorld("duel", 128, 128), bench.Controls.Last);
        Resize("200x96");
        Assert.Equal(new BeginWorld("duel", 200, 96), bench.Controls.Last);
        Resize("64");
        Assert.Equal(new BeginWorld("duel", 64, 64), bench.Controls.Last);
        Resize("3x4x5");
        Assert.Equal(new BeginWorld("duel", 64, 64), bench.Controls.Last);

        void Resize(string text)
        {
            bench.Click("Grid of a new world");
            bench.Type(text);
            bench.Press(Key.Enter);
            bench.Click("Begin");
        }
    }

    /// <summary>What is typed or pasted is opened on Enter, however long it is, and on nothing else.</summary>
    [Fact]
    public void A_world_is_opened()
    {
        string link = "https://example.org/#r=" + new string('a', 20_000);
        bench.Click("Open");
        bench.Panel.Handle(new CharacterTyped($" {link}\n"));
        bench.Press(Key.Enter);
        Assert.Equal(new OpenWorld(link), bench.Controls.Last);
        bench.Click("Open");
        bench.Type("/somewhere/a world.eco");
        bench.Click("Undo");
        Assert.IsType<Undo>(bench.Controls.Last);
        bench.Click("Open");
        bench.Type("other.eco");
        bench.Press(Key.Escape);
        Assert.IsType<Undo>(bench.Controls.Last);
    }

    /// <summary>A record begins with what is shown, and ends with the same button; the header says that there is one.</summary>
    [Fact]
    public void A_record()
    {
        Assert.DoesNotContain("Record film", bench.Names());
        Show(file: null);
        bench.Panel.ToggleRecording(Recorder.Film);
        Assert.Equal(new BeginRecording("film", bench.State.Style), bench.Controls.Last);
        Show("film-000001.webp");
        bench.Panel.ToggleRecording(Recorder.Film);
        Assert.Equal(new EndRecording("film"), bench.Controls.Last);
        Assert.Equal(LayerChoice.Default, bench.State.Layer);
        Assert.Contains("Record film", bench.Names());
        Assert.Contains("Record metrics", bench.Names());
    }

    private void Show(string? file)
    {
        WorldParameters parameters = bench.Controls.Wanted;
        bench.Show(PanelBench.Snapshot(parameters) with
        {
            Recordings = [new Recording("film", file), new Recording("metrics", null)],
        });
    }
}
