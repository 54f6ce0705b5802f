using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Search;

/// <summary>Archives as settings ask for them.</summary>
/// <remarks>All of its methods throw a <see cref="UserException"/> where the settings lack what the archive needs.</remarks>
internal static class Archives
{
    /// <summary>The most cells that centroids make: their making takes the square of their number.</summary>
    public const int MostCentroids = 4096;

    private const long MostCells = 1_000_000;

    /// <summary>The one that fits what the settings name: cells for axes, none for features.</summary>
    public static IArchive AnyOf(SearchSettings settings, int window) =>
        settings.Axes.IsEmpty ? DominatedOf(settings, window) : GridOf(settings, window);

    /// <summary>A cell for each place on the axes.</summary>
    public static IArchive GridOf(SearchSettings settings, int window)
    {
        if (settings.Axes.IsEmpty)
        {
            throw new UserException($"the search {settings.Method} needs 'axes': descriptors, and into how many bins each is cut");
        }

        if (settings.Axes.FirstOrDefault(axis => axis.Bins < 1) is SearchAxis empty)
        {
            throw new UserException($"the axis {empty.Descriptor} is cut into {empty.Bins} bins; it needs 1 or more");
        }

        double cells = settings.Axes.Aggregate(1.0, (product, axis) => product * axis.Bins);
        if (cells is < Variation.FewestElites or > MostCells)
        {
            throw new UserException(
                $"the axes of a search have {Variation.FewestElites} to {MostCells} cells together; {cells} are asked for");
        }

        return new GridArchive([.. settings.Axes.Select(axis => axis.Bins)]);
    }

    /// <summary>Cells, for axes or for features.</summary>
    public static IArchive CellsOf(SearchSettings settings, int window) =>
        settings.Axes.IsEmpty ? CentroidsOf(settings, window) : GridOf(settings, window);

    /// <summary>As many cells as the settings say, of like size.</summary>
    public static IArchive CentroidsOf(SearchSettings settings, int window)
    {
        NeedFeatures(settings);
        return settings.Cells is >= Variation.FewestElites and <= MostCentroids
            ? new CentroidArchive(Centroids.Of(settings.Cells, settings.Features.Length))
            : throw new UserException($"'cells' is {settings.Cells}; a search has {Variation.FewestElites} to {MostCentroids} of them");
    }

    /// <summary>As many as the settings say.</summary>
    public static IArchive DominatedOf(SearchSettings settings, int window)
    {
        NeedFeatures(settings);
        return settings.Size >= Variation.FewestElites
            ? new DominatedArchive(settings.Size)
            : throw new UserException($"'size' is {settings.Size}; a search keeps {Variation.FewestElites} elites or more");
    }

    /// <summary>All that is new.</summary>
    public static IArchive NoveltyOf(SearchSettings settings, int window)
    {
        NeedFeatures(settings);
        return new NoveltyArchive(window);
    }

    private static void NeedFeatures(SearchSettings settings)
    {
        if (settings.Features.IsEmpty)
        {
            throw new UserException($"the search {settings.Method} needs 'features': the descriptors in which trials are to differ");
        }
    }
}
