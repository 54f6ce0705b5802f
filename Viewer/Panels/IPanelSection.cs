using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Viewer.View;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>A part of the side panel that only shows something.</summary>
internal interface IPanelSection
{
    /// <summary>What stands above it.</summary>
    string Title { get; }

    /// <summary>Logical pixels that it takes.</summary>
    float Height { get; }

    /// <summary>Draws it.</summary>
    void Draw(Ink ink, SKRect area, WorldSnapshot snapshot, ViewState state);
}
