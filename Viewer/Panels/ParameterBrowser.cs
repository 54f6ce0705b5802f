using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>All parameters, in groups and behind a search.</summary>
internal sealed class ParameterBrowser
{
    private readonly SearchField search = new("Search", "Search parameters");
    private readonly Note nothing;
    private readonly ParameterRow[] rows;
    private readonly Section[] groups;

    public ParameterBrowser(PanelContext context)
    {
        rows = [.. context.Controls.Wanted.Catalogue.All.Select(parameter => new ParameterRow(parameter, context))];
        SearchBlock = new SearchRow(search);
        nothing = new Note(() => $"No parameter is about “{search.Text}”.");
        groups =
        [
            .. Enum.GetValues<ParameterGroup>().Select(group =>
                new Section($"{group}", () => rows.Where(row => row.Parameter.Group == group), isMinor: true)),
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
