namespace GpuEcosystem.Engine.Parameters;

/// <summary>Guesses which name was meant by one that does not exist.</summary>
public static class NearestName
{
    private const int ShortestPart = 3;

    // Longer than any name, and short enough to be compared with all of them at once.
    private const int LongestGiven = 100;

    /// <summary>The name that was most likely meant, or null where nothing comes near.</summary>
    public static string? Of(string given, IEnumerable<string> names)
    {
        if (given.Length > LongestGiven)
        {
            return null;
        }

        List<string> candidates = names.ToList();

        // Someone who leaves off a part of a long name is far away in edits, yet certain to mean it.
        if (given.Length >= ShortestPart)
        {
            string? containing = candidates
                .Where(name => name.Contains(given, StringComparison.OrdinalIgnoreCase))
                .MinBy(name => name.Length);
            if (containing is not null)
            {
                return containing;
            }
        }

        string? nearest = candidates.MinBy(name => EditDistance(given, name));
        return nearest is not null && EditDistance(given, nearest) <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    /// <summary>"; did you mean X?", or nothing where nothing comes near.</summary>
    public static string Question(string given, IEnumerable<string> names) =>
        Of(given, names) is string nearest ? $"; did you mean {nearest}?" : "";

    // Levenshtein's distance, letter case aside.
    private static int EditDistance(string first, string second)
    {
        int[] previous = Enumerable.Range(0, second.Length + 1).ToArray();
        for (int row = 1; row <= first.Length; row++)
        {
            int[] current = new int[second.Length + 1];
            current[0] = row;
            for (int column = 1; column <= second.Length; column++)
            {
                bool same = char.ToUpperInvariant(first[row - 1]) == char.ToUpperInvariant(second[column - 1]);
                int replaced = previous[column - 1] + (same ? 0 : 1);
                current[column] = Math.Min(replaced, 1 + Math.Min(previous[column], current[column - 1]));
            }

            previous = current;
        }

        return previous[^1];
    }
}
