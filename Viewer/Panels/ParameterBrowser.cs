using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>All parameters: behind a search, what most people turn first, and apart from that the others in groups.</summary>
internal sealed class ParameterBrowser
{
    private readonly SearchField search = new("Search", "Search parameters", PanelKeys.Search.Text);
    private readonly Note nothing;
    private readonly ParameterRow[] rows;

    public ParameterBrowser(PanelContext context)
    {
        rows = [.. context.Controls.Wanted.Catalogue.All.Select(parameter => new ParameterRow(parameter, context, search))];
        SearchBlock = new SearchRow(search);
        nothing = new Note(() => $"No parameter is about “{search.Text}”.");
        Main = new Section("Parameters", () => Found().Prepend(SearchBlock));
        Others =
        [
            GroupSection("Further parameters", ParameterGroup.Advanced),
            GroupSection("What the world is made of", ParameterGroup.World),
        ];
    }

    /// <summary>The search, and below it what it finds, or what most people turn first.</summary>
    public Section Main { get; }

    /// <summary>All other parameters, as long as nothing is looked for.</summary>
    public IReadOnlyList<Section> Others { get; }

    /// <summary>The line of the search.</summary>
    public Block SearchBlock { get; }

    /// <summary>The search.</summary>
    public SearchField Search => search;

    private bool IsSearching => search.Text.Length > 0;

    private IEnumerable<Block> Found()
    {
        if (!IsSearching)
        {
            return Group(ParameterGroup.Main);
        }

        ParameterRow[] found = [.. rows.Where(row => row.IsFound)];
        return found.Length > 0 ? found : [nothing];
    }

    private Section GroupSection(string title, ParameterGroup group) => new(title, () => Group(group)) { IsThere = () => !IsSearching };

    private IEnumerable<ParameterRow> Group(ParameterGroup group) => rows.Where(row => row.Parameter.Group == group);

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
