using System.Diagnostics;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>The sun's mode, which the browser writes down twice: by name, and by the shapes of its arrays.</summary>
internal static class PetriSun
{
    /// <summary>
    /// The mode: seasonal where the name says so, else the one that the arrays' shapes say, which the browser goes by too when it opens
    /// a file.
    /// </summary>
    /// <param name="panel"><c>GUI_STATE</c>.</param>
    /// <param name="isSpatial">Whether an array has a vector for each cell.</param>
    /// <param name="notes">Takes a line where something else comes of it than the file says.</param>
    public static SunMode Mode(PetriField panel, bool isSpatial, ICollection<string> notes)
    {
        SunMode byShape = isSpatial ? SunMode.Spatial : SunMode.Global;
        if (panel.Find(PetriParameters.SunMode) is not PetriField field || field.Text == Name(byShape))
        {
            return byShape;
        }

        if (field.Text == Name(SunMode.Seasonal))
        {
            notes.Add($"{field.Path} {field.Text}: the network that makes the seasons is not in the file, so they begin anew, from the mean of its base and offset");
            return SunMode.Seasonal;
        }

        notes.Add($"{field.Path} {field.Text}: the sun's arrays are {Name(byShape)}, so SunMode is {byShape}");
        return byShape;
    }

    /// <summary>The browser's name of a mode.</summary>
    public static string Name(SunMode mode) => mode switch
    {
        SunMode.Global => "global",
        SunMode.Spatial => "spatial",
        SunMode.Seasonal => "seasonal",
        _ => throw new UnreachableException($"the browser has no name for the mode {mode}"),
    };
}
