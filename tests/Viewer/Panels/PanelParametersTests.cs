using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Tests.Parameters;
using GpuEcosystem.Viewer.Cards;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>Finding and changing parameters.</summary>
public sealed class PanelParametersTests : IDisposable
{
    private readonly PanelBench bench = new();

    /// <summary>All parameters.</summary>
    public static TheoryData<string> Names => [.. EcosystemCatalogue.Instance.All.Select(parameter => parameter.Name)];

    /// <inheritdoc/>
    public void Dispose() => bench.Dispose();

    /// <summary>Every parameter can be found, changed and reset without a mouse.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_changes_by_keyboard_alone(string name)
    {
        ParameterDescription parameter = EcosystemCatalogue.Instance.Find(name);
        bench.Search(name);
        string[] widgets = bench.Names();
        string widget = new[] { "slider", "choice", "switch", "value" }.Select(kind => $"{name}.{kind}").First(widgets.Contains);
        bench.TabTo(widget);
        if (widget == "Seed.value")
        {
            bench.Press(Key.Enter);
            bench.Type("42");
        }

        bench.Press(parameter.Kind == ParameterKind.Switch || widget == "Seed.value" ? Key.Enter : Key.Right);
        Confirm(parameter);
        string changed = Assert.Single(bench.Controls.Calls);
        Assert.StartsWith($"{name}=", changed, StringComparison.Ordinal);
        Assert.NotEqual(parameter.Read(EcosystemParameters.Default), parameter.Read(bench.Controls.Wanted));

        bench.TabTo($"{name}.reset");
        bench.Press(Key.Enter);
        Confirm(parameter);
        Assert.Equal(EcosystemParameters.Default, bench.Controls.Wanted);
        Assert.DoesNotContain($"{name}.reset", bench.Names());
    }

    /// <summary>The search looks into names and explanations, letter case aside.</summary>
    [Fact]
    public void The_search_filters()
    {
        bench.Search("SEED");
        string[] found = [.. bench.Names().Where(name => name.EndsWith(".value", StringComparison.Ordinal))];
        Assert.Equal(["MinOccupancy.value", "SeedsPerSpecies.value", "Seed.value"], found.Where(name => !name.Contains('[')));
        bench.Click("Search.clear");
        Assert.Contains("CompetitionTemperature.value", bench.Names());
        bench.Search("nothing of the kind");
        Assert.DoesNotContain(bench.Names(), name => name.EndsWith(".value", StringComparison.Ordinal) && !name.Contains('['));
    }

    /// <summary>Whoever comes from the browser platform finds each parameter by its label there.</summary>
    [Theory]
    [MemberData(nameof(BrowserLabels.All), MemberType = typeof(BrowserLabels))]
    public void The_browsers_labels_are_found(string label, string name)
    {
        bench.Search(label.ToUpperInvariant());
        Assert.Contains(bench.Names(), widget => widget.StartsWith($"{name}.", StringComparison.Ordinal));
    }

    /// <summary>Blanks make no difference; the name that was found stands in the row in a colour of its own.</summary>
    [Theory]
    [InlineData("learn rate", true)]
    [InlineData("LEARNRATE", true)]
    [InlineData("learning rate", false)]
    [InlineData("learningrate", false)]
    public void Another_name_stands_in_the_row(string text, bool isOther)
    {
        bench.Search(text);
        Assert.Contains("LearningRate.slider", bench.Names());
        SKRect row = bench.Area("LearningRate.value");
        Assert.Equal(isOther, bench.Shows(Theme.Accent, new SKRect(0, row.Top, row.Left, row.Bottom)));
    }

    /// <summary>What most people turn stands above the plots, and the rest below, until something is looked for.</summary>
    [Fact]
    public void The_main_parameters_come_before_plots()
    {
        using PanelBench tall = new(6000, null, LinePlot.Entropy);
        float plot = tall.Area("Section Entropy").Top;
        foreach (ParameterDescription parameter in EcosystemCatalogue.Instance.All)
        {
            SKRect area = tall.Panel.HitAreas.First(widget => widget.Name.StartsWith($"{parameter.Name}.", StringComparison.Ordinal)).Area;
            Assert.Equal(parameter.Group == ParameterGroup.Main, area.Top < plot);
        }

        Assert.InRange(EcosystemCatalogue.Instance.All.Count(parameter => parameter.Group == ParameterGroup.Main), 5, 8);
        tall.Search("NetworkDepth");
        Assert.True(tall.Area("NetworkDepth.value").Top < tall.Area("Section Entropy").Top);
        Assert.DoesNotContain("Section Further parameters", tall.Names());
    }

    /// <summary>A value that cannot be keeps the old one; the next good one is taken.</summary>
    [Fact]
    public void A_wrong_value_is_refused()
    {
        bench.Search("AliveThreshold");
        Enter("AliveThreshold.value", "much");
        Enter("AliveThreshold.value", "7");
        Assert.True(bench.Shows(Theme.Warning));
        Assert.Empty(bench.Controls.Calls);
        Enter("AliveThreshold.value", "0.25");
        Assert.Equal(["AliveThreshold=0.25"], bench.Controls.Calls);
        Assert.False(bench.Shows(Theme.Warning));
    }

    /// <summary>Escape forgets what was typed; going elsewhere does not.</summary>
    [Fact]
    public void Escape_cancels_typing()
    {
        bench.Search("Dropout");
        bench.Click("Dropout.value");
        bench.Type("0.3");
        Assert.True(bench.Panel.IsTyping);
        bench.Press(Key.Escape);
        Assert.False(bench.Panel.IsTyping);
        Assert.Empty(bench.Controls.Calls);

        bench.Click("Dropout.value");
        bench.Type("0.4");
        bench.Click("Pause");
        Assert.Equal(["Dropout=0.4", "SetPause True"], bench.Controls.Calls);
    }

    /// <summary>The keys that edit a line.</summary>
    [Fact]
    public void A_value_is_edited()
    {
        bench.Search("Dropout");
        bench.Click("Dropout.value");
        bench.Type("9 1.27");
        bench.Press(Key.Backspace);
        bench.Press(Key.Home);
        bench.Press(Key.Delete);
        bench.Press(Key.Right);
        bench.Press(Key.Left);
        bench.Press(Key.Delete);
        bench.Type("0");
        bench.Press(Key.End);
        bench.Type("5");
        bench.Press(Key.KeypadEnter);
        Assert.Equal(["Dropout=0.25"], bench.Controls.Calls);
    }

    /// <summary>What makes new networks waits for a second word.</summary>
    [Fact]
    public void A_rebuild_is_confirmed()
    {
        bench.Search("NetworkDepth");
        bench.Click("NetworkDepth.slider", 0.999f);
        Assert.Empty(bench.Controls.Calls);
        bench.Click("NetworkDepth.cancel");
        Assert.DoesNotContain("NetworkDepth.apply", bench.Names());

        Enter("NetworkDepth.value", "6");
        bench.Click("NetworkDepth.apply");
        Assert.Equal(["NetworkDepth=6"], bench.Controls.Calls);
        Assert.DoesNotContain("NetworkDepth.apply", bench.Names());

        Enter("NetworkDepth.value", "7");
        Enter("NetworkDepth.value", "6");
        Assert.DoesNotContain("NetworkDepth.apply", bench.Names());
    }

    /// <summary>A common value replaces those of single species.</summary>
    [Fact]
    public void The_common_value_is_for_all()
    {
        bench.Controls.Wanted = EcosystemParameters.Default.Set("LearningRate[2]=0.5");
        bench.Search("LearningRate");
        Enter("LearningRate.value", "0.01");
        Assert.Equal(["LearningRate=0.01"], bench.Controls.Calls);
        Assert.Empty(bench.Controls.Wanted.LearningRate.Overridden);
    }

    /// <summary>Dragging asks for a value only where it is another one.</summary>
    [Fact]
    public void Dragging_asks_for_each_value_once()
    {
        bench.Search("AliveThreshold");
        SKRect area = bench.Area("AliveThreshold.slider");
        bench.Panel.Handle(new PointerPressed(PointerButton.Left, area.MidX, area.MidY, Modifiers.None));
        for (float x = area.MidX; x < area.Right + 500; x += 0.25f)
        {
            int before = bench.Controls.Calls.Count;
            bench.Panel.Handle(new PointerMoved(x, area.MidY + 300));
            Assert.InRange(bench.Controls.Calls.Count - before, 0, 1);
        }

        bench.Panel.Handle(new PointerReleased(PointerButton.Left, 1000, 300));
        bench.Panel.Handle(new PointerMoved(area.Left, area.MidY));
        Assert.Equal(bench.Controls.Calls.Distinct(), bench.Controls.Calls);
        Assert.Equal(
            Enumerable.Range(51, 50).Select(n => string.Create(CultureInfo.InvariantCulture, $"AliveThreshold={n / 100.0}")),
            bench.Controls.Calls);
    }

    private void Enter(string field, string text)
    {
        bench.Click(field);
        bench.Type(text);
        bench.Press(Key.Enter);
    }

    private void Confirm(ParameterDescription parameter)
    {
        if (parameter.Effect is ParameterEffect.Rebuild or ParameterEffect.Resize)
        {
            bench.TabTo($"{parameter.Name}.apply");
            bench.Press(Key.Enter);
        }
    }
}
