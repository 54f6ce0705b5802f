using ScottPlot;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>One of several plots below each other.</summary>
/// <param name="Plot">What it shows.</param>
/// <param name="Height">Its height, axes and all.</param>
public sealed record PlotPanel(Plot Plot, int Height);
