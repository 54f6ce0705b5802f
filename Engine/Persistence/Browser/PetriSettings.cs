using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Writes a world's parameters as the two objects that the browser reads.</summary>
internal static class PetriSettings
{
    /// <summary>Writes all of them.</summary>
    /// <param name="parameters">The world's.</param>
    /// <param name="basis">Settings of which everything that is not known here stays; null for the browser's own.</param>
    /// <param name="view">How the world is shown.</param>
    /// <param name="notes">Takes a line where another value has to stand in.</param>
    public static PetriConfig Write(EcosystemParameters parameters, PetriConfig? basis, PetriView? view, ICollection<string> notes)
    {
        JsonObject built = basis is null ? [] : JsonObject.Create(basis.Config)!;
        JsonObject panel = basis is null ? [] : JsonObject.Create(basis.GuiState)!;
        foreach ((PetriParameter parameter, JsonNode value) in PetriParameters.Write(parameters, notes))
        {
            panel[parameter.Name] = value;
            if (parameter.InConfig)
            {
                built[parameter.Name] = value.DeepClone();
            }
        }

        WriteDerived(built, parameters);
        WritePanel(panel, parameters);
        if (view is not null || basis is null)
        {
            (view ?? PetriView.Default).Write(panel);
        }

        return new PetriConfig(ToElement(built), ToElement(panel));
    }

    // What the browser works out from the rest, and reads when it opens a file.
    private static void WriteDerived(JsonObject built, EcosystemParameters parameters)
    {
        const int channelsPerPixel = 4;
        int half = parameters.StateChannels / 2;
        int channels = parameters.StateChannels + parameters.HiddenChannels;
        int all = parameters.Species + 1 + channels;
        built["ALIVE_VISIBLE"] = false;
        built["ALIVE_DIM"] = parameters.Species + 1;
        built["CELL_WO_ALIVE_DIM"] = channels;
        built["CELL_DIM"] = all;
        built["PACKED_PIXELS"] = (all + channelsPerPixel - 1) / channelsPerPixel;
        built["ATT_IDXS"] = Range(0, half);
        built["DEF_IDXS"] = Range(half, half);
        built.TryAdd("CELL_CONC_DIM", 1);
        built.TryAdd("ALIVE_MASK_STEEPNESS", 10);
        built.TryAdd(PetriParameters.Dropout, parameters.Dropout);
    }

    private static void WritePanel(JsonObject panel, EcosystemParameters parameters)
    {
        panel["USE_LOCAL_SUN"] = parameters.SunMode != SunMode.Global;
        panel.TryAdd(PetriParameters.Dropout, parameters.Dropout);
        panel.TryAdd("DRAW_TOOL", "none");
        panel.TryAdd("DRAW_SIZE", 2);
        panel.TryAdd("HEATMAP_UPDATE_EVERY", 50);
        panel.TryAdd("SHOW_FPS", false);
    }

    private static JsonArray Range(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(channel => JsonValue.Create(channel))];

    private static JsonElement ToElement(JsonObject settings)
    {
        using JsonDocument document = JsonDocument.Parse(settings.ToJsonString());
        return document.RootElement.Clone();
    }
}
