using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>All parameters, in three groups and behind a search.</summary>
internal sealed class ParameterBrowser
{
    private static readonly HashSet<string> main =
    [
        nameof(EcosystemParameters.CompetitionTemperature),
        nameof(EcosystemParameters.AliveThreshold),
        nameof(EcosystemParameters.GrowthGateSteepness),
        nameof(EcosystemParameters.UpdateProbability),
        nameof(EcosystemParameters.DiversityWeight),
        nameof(EcosystemParameters.MinOccupancy),
        nameof(EcosystemParameters.SunPenalty),
        nameof(EcosystemParameters.LearnInterval),
        nameof(EcosystemParameters.LearningRate),
        nameof(EcosystemParameters.Objective),
        nameof(EcosystemParameters.TrainRegion),
    ];

    private readonly SearchField search = new("Search", "Search parameters");
    private readonly Note nothing;
    private readonly ParameterRow[] rows;
    private readonly Section[] groups;

    public ParameterBrowser(PanelContext context)
    {
        rows = [.. ParameterCatalogue.All.Select(parameter => new ParameterRow(parameter, context))];
        SearchBlock = new SearchRow(search);
        nothing = new Note(() => $"No parameter is about “{search.Text}”.");
        groups =
        [
            new("Main", () => rows.Where(row => main.Contains(row.Parameter.Name)), isMinor: true),
            new("Advanced", () => rows.Where(row => IsLive(row) && !main.Contains(row.Parameter.Name)), isMinor: true),
            new("World", () => rows.Where(row => !IsLive(row)), isMinor: true),
        ];
        Section = new Section("Parameters", () => Found().Prepend(SearchBlock));
    }

    /// <summary>The section that holds them.</summary>
    public Section Section { get; }

    /// <summary>The line of the search.</summary>
    public Block SearchBlock { get; }

    /// <summary>The search.</summary>
    public SearchField Search => search;

    // Groups, or, while something is looked for, what matches without them.
    private IEnumerable<Block> Found()
    {
        if (search.Text.Length == 0)
        {
            return groups.SelectMany(group => group.Blocks);
        }

        ParameterRow[] found = [.. rows.Where(row => Matches(row.Parameter.Name) || Matches(row.Parameter.Explanation))];
        return found.Length > 0 ? found : [nothing];
    }

    private bool Matches(string text) => text.Contains(search.Text, StringComparison.OrdinalIgnoreCase);

    private static bool IsLive(ParameterRow row) => row.Parameter.Effect == ParameterEffect.Live;

    private sealed class SearchRow(SearchField search) : Block
    {
        private const float Height = 28;

        private readonly Button clear = new("Search.clear", search.Clear) { Icon = Icons.Cross, IsQuiet = true };

        protected override float Place(float top)
        {
            bool canBeCleared = search.Text.Length > 0;
            Put(search, Left, top, Right - (canBeCleared ? Height + 4 : 0), top + Height);
            if (canBeCleared)
            {
                Put(clear, Right - Height, top, Right, top + Height);
            }

            return Height + Theme.Gap;
        }
    }
}
