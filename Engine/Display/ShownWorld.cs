using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Display;

/// <summary>Which of the worlds that live at once a picture shows: one of them, the first by default, or all as a mosaic.</summary>
public readonly record struct ShownWorld
{
    private const string AllOfThem = "all";

    // So that the default is the first.
    private readonly int? index;
    private readonly bool isAll;

    private ShownWorld(int index)
    {
        this.index = index == 0 ? null : index;
    }

    private ShownWorld(bool isAll)
    {
        this.isAll = isAll;
    }

    /// <summary>All of them, row by row in a square that is as full as can be, with a cell's width between them.</summary>
    public static ShownWorld All { get; } = new(isAll: true);

    /// <summary>Its number, 0 = the first; null for all.</summary>
    public int? Index => isAll ? null : index ?? 0;

    /// <summary>Everything that can be shown of such worlds, the first first.</summary>
    public static IReadOnlyList<ShownWorld> In(WorldParameters parameters)
    {
        IEnumerable<ShownWorld> each = Enumerable.Range(0, parameters.WorldCount).Select(index => new ShownWorld(index));
        return [.. parameters.WorldCount == 1 ? each : each.Append(All)];
    }

    /// <summary>What a text stands for, as <see cref="ToString"/> writes it.</summary>
    /// <param name="option">What the text is a value of, for the message.</param>
    /// <param name="text">A number, 1 = the first, or <c>all</c>.</param>
    /// <param name="parameters">Of the worlds that are to be shown.</param>
    /// <exception cref="UserException">There is no such world.</exception>
    public static ShownWorld Parse(string option, string text, WorldParameters parameters)
    {
        if (text == AllOfThem)
        {
            return All;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= 1
            && number <= parameters.WorldCount
            ? new ShownWorld(number - 1)
            : throw new UserException($"{option} needs a number from 1 to {parameters.WorldCount}, or '{AllOfThem}'; there is no world '{text}'");
    }

    /// <summary>Whether there is such a world.</summary>
    public bool Exists(WorldParameters parameters) => isAll || Index < parameters.WorldCount;

    /// <summary>The cells that there are to see, and in a mosaic what is between its worlds.</summary>
    public Area AreaIn(WorldParameters parameters) => isAll
        ? new Mosaic(parameters.WorldCount, parameters.GridWidth, parameters.GridHeight).Whole
        : new Area(0, 0, parameters.GridWidth, parameters.GridHeight);

    /// <inheritdoc/>
    public override string ToString() => isAll ? AllOfThem : ((index ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
}
