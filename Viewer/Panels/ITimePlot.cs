using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.View;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>A plot of something over time, of which the pointer can ask and choose a part.</summary>
internal interface ITimePlot : IPanelSection
{
    /// <summary>Where its curves are.</summary>
    /// <param name="area">All that the plot takes.</param>
    SKRect CurvesIn(SKRect area);

    /// <summary>Its numbers at one time.</summary>
    IEnumerable<Reading> Read(HistorySample sample, ViewState state);
}

/// <summary>A number of a plot.</summary>
/// <param name="Color">The colour that it has there.</param>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
internal sealed record Reading(SKColor Color, string Name, string Value);
