using System.Text.Json.Nodes;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>How a world is shown, as far as both programs agree.</summary>
/// <param name="Palette">A palette of <see cref="Display.Palette.Names"/>.</param>
/// <param name="FrameDelay">Milliseconds that the browser waits between two steps.</param>
public sealed record PetriView(string Palette, double FrameDelay)
{
    internal const string ColourScheme = "COLOR_SCHEME";

    private const string UpdateDelay = "UPDATE_DELAY_MS";

    // Of the browser's names only this one stands for a palette of another name here.
    private const string Vibrant = "Vibrant";

    /// <summary>The default palette, no delay.</summary>
    public static PetriView Default { get; } = new(Display.Palette.Names[0], 0);

    /// <summary>Reads it.</summary>
    /// <param name="panel"><c>GUI_STATE</c>.</param>
    /// <param name="notes">Takes a line where the palette is not known.</param>
    internal static PetriView Read(PetriField panel, ICollection<string> notes) => new(
        panel.Find(ColourScheme) is PetriField scheme ? ReadPalette(scheme, notes) : Default.Palette,
        panel.Find(UpdateDelay)?.Number ?? 0);

    /// <summary>Writes it over what the panel says; a name that means the same stays.</summary>
    internal void Write(JsonObject panel)
    {
        bool keeps = panel[ColourScheme] is JsonValue old && old.TryGetValue(out string? name) && Translate(name) == Palette;
        if (!keeps)
        {
            panel[ColourScheme] = Palette == Default.Palette ? Vibrant : char.ToUpperInvariant(Palette[0]) + Palette[1..];
        }

        panel[UpdateDelay] = FrameDelay;
    }

    private static string ReadPalette(PetriField scheme, ICollection<string> notes)
    {
        if (Translate(scheme.Text) is string palette)
        {
            return palette;
        }

        notes.Add($"{scheme.Path} {scheme.Text}: there is no such palette here, so it is {Default.Palette}");
        return Default.Palette;
    }

    private static string? Translate(string scheme) => scheme == Vibrant
        ? Default.Palette
        : Display.Palette.Names.FirstOrDefault(name => string.Equals(name, scheme, StringComparison.OrdinalIgnoreCase));
}
