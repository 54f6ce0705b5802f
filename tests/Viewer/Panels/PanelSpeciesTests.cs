using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Sessions;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>The list of species, and what each has of its own.</summary>
public sealed class PanelSpeciesTests : IDisposable
{
    private readonly PanelBench bench = new();

    /// <inheritdoc/>
    public void Dispose() => bench.Dispose();

    /// <summary>A click chooses the brush's species and opens what it has of its own.</summary>
    [Fact]
    public void A_species_is_chosen()
    {
        bench.Click("Species 3");
        Assert.Equal(3, bench.State.Species);
        Assert.Contains("LearningRate[3].slider", bench.Names());
        Assert.DoesNotContain("LearningRate[1].slider", bench.Names());
    }

    /// <summary>A sun with seasons has a line of its own below the species, which says how long they last.</summary>
    [Fact]
    public void Seasons_are_told()
    {
        float before = bench.Area("Section Checkpoints").Top;
        WorldSnapshot snapshot = PanelBench.Snapshot(bench.Controls.Wanted);
        bench.Show(snapshot with { Metrics = snapshot.Metrics with { SunPeriods = [25, 42, 73, 122, 206, 349, 591, 1000] } });
        Assert.True(bench.Area("Section Checkpoints").Top > before);
        bench.Show(snapshot);
        Assert.Equal(before, bench.Area("Section Checkpoints").Top);
    }

    /// <summary>All that a species can have of its own.</summary>
    [Fact]
    public void A_species_gets_values_of_its_own()
    {
        bench.Click("Species 2");
        bench.Click("Learns[2].switch");
        bench.Click("Optimizer[2].choice", 0.9f);
        bench.Click("LearningRate[2].value");
        bench.Type("0.01");
        bench.Press(Key.Enter);
        bench.Click("GradientClip[2].slider", 0.999f);
        string second = EcosystemCatalogue.Instance.Find("Optimizer").Choices[1];
        Assert.Equal(
            ["Learns[2]=false", $"Optimizer[2]={second}", "LearningRate[2]=0.01", "GradientClip[2]=100"],
            bench.Controls.Calls);
    }

    /// <summary>A network of another size costs what the species has learned, so that it waits until somebody is sure.</summary>
    [Fact]
    public void A_network_of_its_own_waits()
    {
        bench.Click("Species 2");
        float before = bench.Area("Species 3").Top;
        bench.Click("NetworkWidth[2].value");
        bench.Type("16");
        bench.Press(Key.Enter);
        Assert.Empty(bench.Controls.Calls);
        Assert.True(bench.Area("Species 3").Top > before, "the buttons need room");
        bench.Click("NetworkWidth[2].cancel");
        Assert.Equal(before, bench.Area("Species 3").Top);

        bench.Click("NetworkKind[2].choice", 0.9f);
        bench.Click("NetworkKind[2].apply");
        Assert.Equal(["NetworkKind[2]=Plain"], bench.Controls.Calls);
        Assert.DoesNotContain("NetworkKind[2].apply", bench.Names());
    }

    /// <summary>Only what differs can be reset, and it goes back to what holds for the others.</summary>
    [Fact]
    public void A_species_goes_back_to_the_common_value()
    {
        bench.Controls.Wanted = EcosystemParameters.Default.Set("LearningRate=0.002").Set("LearningRate[2]=0.5");
        bench.Show();
        bench.Click("Species 2");
        Assert.DoesNotContain("Learns[2].reset", bench.Names());
        bench.Click("LearningRate[2].reset");
        Assert.Equal(["LearningRate[2]=0.002"], bench.Controls.Calls);
        Assert.Empty(bench.Controls.Wanted.LearningRate.Overridden);
        Assert.DoesNotContain("LearningRate[2].reset", bench.Names());
    }

    /// <summary>Species that share a network share its optimizer.</summary>
    [Fact]
    public void With_a_shared_network_a_change_is_for_all()
    {
        bench.Controls.Wanted = EcosystemParameters.Default.Set("Coupling=Shared");
        bench.Show();
        bench.Click("Species 4");
        bench.Click("Learns[4].switch");
        Assert.Equal(["Learns=false"], bench.Controls.Calls);
    }

    /// <summary>A rate that cannot be is refused under the species.</summary>
    [Fact]
    public void A_wrong_value_is_refused()
    {
        float before = bench.Area("Species 2").Top;
        bench.Click("LearningRate[1].value");
        bench.Type("-1");
        bench.Press(Key.Enter);
        Assert.Empty(bench.Controls.Calls);
        Assert.True(bench.Area("Species 2").Top > before, "the message needs room");
    }

    /// <summary>The list follows the world's number of species, also while what was observed is older.</summary>
    [Fact]
    public void The_list_follows_the_number_of_species()
    {
        bench.Show(PanelBench.Snapshot(bench.Controls.Wanted.Set("Species=2")));
        Assert.DoesNotContain("Species 3", bench.Names());
        bench.Show(PanelBench.Snapshot(bench.Controls.Wanted) with { Parameters = EcosystemParameters.Default.Set("Species=7") });
        Assert.Contains("Species 7", bench.Names());
    }
}
