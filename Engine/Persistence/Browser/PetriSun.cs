using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>The sun's mode, which the browser writes down twice: by name, and by the shapes of its arrays.</summary>
internal static class PetriSun
{
    /// <summary>The mode by shapes, which the browser goes by too when it opens a file.</summary>
    /// <param name="panel"><c>GUI_STATE</c>.</param>
    /// <param name="isSpatial">Whether an array has a vector for each cell.</param>
    /// <param name="notes">Takes a line where the name says something else.</param>
    public static SunMode Mode(PetriField panel, bool isSpatial, ICollection<string> notes)
    {
        SunMode mode = isSpatial ? SunMode.Spatial : SunMode.Global;
        if (panel.Find(PetriParameters.SunMode) is PetriField field && field.Text != Name(mode))
        {
            notes.Add(field.Text == PetriParameters.Seasonal
                ? $"{field.Path} {field.Text}: the network that makes the seasons is not in the file, so SunMode is {mode}, and the sun stands still at its base and offset"
                : $"{field.Path} {field.Text}: the sun's arrays are {Name(mode)}, so SunMode is {mode}");
        }

        return mode;
    }

    /// <summary>The browser's name of a mode.</summary>
    public static string Name(SunMode mode) => mode == SunMode.Spatial ? "spatial" : "global";
}
