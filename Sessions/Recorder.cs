using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Sessions;

/// <summary>A way to record a world while it lives, into a file.</summary>
/// <param name="Name">What it records, such as <c>film</c>; files are called after it.</param>
/// <param name="Ending">How files' names end.</param>
/// <param name="Open">Begins a file, given its name, what of the world is shown and how, and the rules in force.</param>
public sealed record Recorder(string Name, string Ending, Func<string, PictureStyle, WorldParameters, RunObserver> Open)
{
    /// <summary>What the way to film is called.</summary>
    public const string Film = "film";
}

/// <summary>What may be recorded, and whether it is.</summary>
/// <param name="Name">The recorder's name.</param>
/// <param name="File">Where to; null while it is not.</param>
public sealed record Recording(string Name, string? File);
