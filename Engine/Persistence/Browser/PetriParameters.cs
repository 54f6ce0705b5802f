using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>The browser's parameters and ours.</summary>
internal static class PetriParameters
{
    /// <summary>The network's dropout, which is given to layers that never apply it.</summary>
    public const string Dropout = "MODEL_DROPOUT_P";

    /// <summary>The sun's mode; shapes of arrays say the same, and more reliably.</summary>
    public static string SunMode { get; } = new PetriParameter(nameof(EcosystemParameters.SunMode)).Name;

    private const string AliveVisible = "ALIVE_VISIBLE";
    private const string AttackChannels = "ATT_IDXS";
    private const string DefenceChannels = "DEF_IDXS";
    private const int MostNames = 8;

    // What the browser only keeps for its panel, or works out from the rest.
    private static readonly string[] withoutEffect =
    [
        "UPDATE_DELAY_MS", PetriView.ColourScheme, "DRAW_TOOL", "DRAW_SIZE", "HEATMAP_UPDATE_EVERY", "USE_LOCAL_SUN", "SHOW_FPS",
        "CELL_CONC_DIM", "ALIVE_MASK_STEEPNESS", "ALIVE_DIM", "CELL_WO_ALIVE_DIM", "CELL_DIM", "PACKED_PIXELS",
        AliveVisible, AttackChannels, DefenceChannels, Dropout,
    ];

    /// <summary>All parameters that both have.</summary>
    public static IReadOnlyList<PetriParameter> All { get; } =
    [
        new(nameof(EcosystemParameters.Species), InConfig: true),
        new(nameof(EcosystemParameters.StateChannels), InConfig: true),
        new(nameof(EcosystemParameters.HiddenChannels), InConfig: true),
        new(nameof(EcosystemParameters.NetworkWidth), InConfig: true),
        new(nameof(EcosystemParameters.NetworkDepth), InConfig: true),
        new(nameof(EcosystemParameters.KernelSize), InConfig: true),
        new(nameof(EcosystemParameters.GridWidth), InConfig: true),
        new(nameof(EcosystemParameters.GridHeight), InConfig: true),
        new(nameof(EcosystemParameters.SeedsPerSpecies), InConfig: true),
        new(nameof(EcosystemParameters.SunInitScale), InConfig: true),
        new(nameof(EcosystemParameters.SunMode))
        {
            Choices = [.. Enum.GetValues<SunMode>().Select(mode => (PetriSun.Name(mode), mode.ToString()))],
        },
        new(nameof(EcosystemParameters.SunRateScale)),
        new(nameof(EcosystemParameters.CompetitionMode))
        {
            Choices = [("full", nameof(CompetitionMode.Full)), ("global", nameof(CompetitionMode.MeanField))],
        },
        new(nameof(EcosystemParameters.Similarity))
        {
            Choices = [("true", nameof(SimilarityKind.Cosine)), ("false", nameof(SimilarityKind.Dot))],
        },
        new(nameof(EcosystemParameters.CompetitionTemperature)),
        new(nameof(EcosystemParameters.AliveThreshold), InConfig: true),
        new(nameof(EcosystemParameters.GrowthGateSteepness)),
        new(nameof(EcosystemParameters.Concentration)),
        new(nameof(EcosystemParameters.ConcentrationTemperature)),
        new(nameof(EcosystemParameters.ConcentrationBaseline)),
        new(nameof(EcosystemParameters.ConcentrationWindow)),
        new(nameof(EcosystemParameters.DiversityWeight)),
        new(nameof(EcosystemParameters.MinOccupancy)),
        new(nameof(EcosystemParameters.SunPenalty)),
        new(nameof(EcosystemParameters.UpdateProbability)),
        new(nameof(EcosystemParameters.WinRate)),
        new(nameof(EcosystemParameters.WinRateMemory)),
        new(nameof(EcosystemParameters.WinRateStrength)),
        new(nameof(EcosystemParameters.LearnInterval)) { NeverAbove = 100 },
        new(nameof(EcosystemParameters.LearningRate)),
        new(nameof(EcosystemParameters.Optimizer))
        {
            // The browser does not know the last one, and takes Adam for it.
            Choices =
            [
                ("SGD", nameof(OptimizerKind.SGD)),
                ("SGD+Momentum", nameof(OptimizerKind.Momentum)),
                ("RMSProp", nameof(OptimizerKind.RMSProp)),
                ("Adam", nameof(OptimizerKind.Adam)),
                ("AdamW", nameof(OptimizerKind.AdamW)),
            ],
        },
        new(nameof(EcosystemParameters.TrainRegion)),
        new(nameof(EcosystemParameters.SoftMinSharpness)),
        new(nameof(EcosystemParameters.GrowthCurve)),
    ];

    /// <summary>The parameter of a name there; null where there is none that both have.</summary>
    public static PetriParameter? Find(string name) => All.FirstOrDefault(parameter => parameter.Name == name);

    /// <summary>Whether a name there is known to change nothing here.</summary>
    public static bool IsWithoutEffect(string name) => withoutEffect.Contains(name);

    /// <summary>The parameters of a world that the browser platform can have.</summary>
    /// <exception cref="UserException">The world has other rules.</exception>
    public static EcosystemParameters Require(WorldParameters parameters) => parameters as EcosystemParameters
        ?? throw new UserException($"the browser platform has no worlds of the rules {RuleSets.Of(parameters).Name}");

    /// <summary>Reads settings; networks are shared, since the browser has no others.</summary>
    /// <param name="config">An object with <c>CONFIG</c> and <c>GUI_STATE</c>.</param>
    /// <param name="notes">Takes a line for everything that is not taken over as it is.</param>
    /// <exception cref="UserException">A value cannot be taken over at all.</exception>
    public static EcosystemParameters Read(PetriField config, ICollection<string> notes)
    {
        (PetriField built, PetriField panel) = (config["CONFIG"], config["GUI_STATE"]);
        EcosystemParameters parameters = EcosystemParameters.Default with { Coupling = Coupling.Shared };
        foreach (PetriParameter parameter in All)
        {
            // What was built with one value stays so until the browser's next reset, whatever its panel says.
            PetriField? inPanel = panel.Find(parameter.Name);
            PetriField? inConfig = parameter.InConfig ? built.Find(parameter.Name) : null;
            if ((parameter.IsStructural ? inConfig ?? inPanel : inPanel ?? inConfig) is not PetriField field)
            {
                continue;
            }

            parameters = Assign(parameters, parameter, field, notes);
            if (parameter.IsStructural && inConfig is PetriField own && inPanel is PetriField waiting && own.Number != waiting.Number)
            {
                notes.Add($"{waiting.Path} {waiting.Value.GetRawText()} waits for a reset there; {own.Value.GetRawText()} is in force");
            }
        }

        CheckMeaning(built, parameters);
        NoteDropout(panel, notes);
        NoteUnknown(built, notes);
        NoteUnknown(panel, notes);
        return parameters;
    }

    /// <summary>Takes over one value.</summary>
    public static EcosystemParameters Assign(
        EcosystemParameters parameters, PetriParameter parameter, PetriField field, ICollection<string> notes)
    {
        string text = parameter.Read(field, notes);
        try
        {
            return new ParameterAssignment(parameter.Ours, null, text).Apply(parameters);
        }
        catch (UserException exception)
        {
            throw new UserException($"{field.Path}: {exception.Message}", exception);
        }
    }

    /// <summary>The parameters there, by name.</summary>
    /// <param name="parameters">Ours.</param>
    /// <param name="notes">Takes a line for everything that cannot be said there.</param>
    public static IEnumerable<(PetriParameter Parameter, JsonNode Value)> Write(
        EcosystemParameters parameters, ICollection<string> notes) =>
        All.Select(parameter => (parameter, parameter.Write(parameter.Ours.Read(parameters), notes)));

    // Numbers that would be read as something else than they are.
    private static void CheckMeaning(PetriField built, EcosystemParameters parameters)
    {
        if (built.Find(AliveVisible) is PetriField visible && visible.Value.ValueKind != JsonValueKind.False)
        {
            throw visible.Refuse("false: networks that see aliveness cannot be taken over");
        }

        int half = parameters.StateChannels / 2;
        foreach ((string name, int first) in ((string, int)[])[(AttackChannels, 0), (DefenceChannels, half)])
        {
            if (built.Find(name) is PetriField channels
                && !channels.Elements.Select(channel => channel.Number).SequenceEqual(Enumerable.Range(first, half).Select(n => (double)n)))
            {
                throw channels.Refuse($"the channels {first} to {first + half - 1}");
            }
        }
    }

    private static void NoteDropout(PetriField panel, ICollection<string> notes)
    {
        if (panel.Find(Dropout) is PetriField dropout && dropout.Number != 0)
        {
            notes.Add($"{dropout.Path} {dropout.Value.GetRawText()}: it never acts in the browser, so Dropout is 0");
        }
    }

    private static void NoteUnknown(PetriField settings, ICollection<string> notes)
    {
        string[] unknown =
        [
            .. settings.Value.EnumerateObject()
                .Select(property => property.Name)
                .Where(name => Find(name) is null && !withoutEffect.Contains(name)),
        ];
        if (unknown.Length > 0)
        {
            string more = unknown.Length > MostNames ? $" and {unknown.Length - MostNames} more" : "";
            notes.Add($"{settings.Path} has names that are not known here: {string.Join(", ", unknown.Take(MostNames))}{more}");
        }
    }
}
