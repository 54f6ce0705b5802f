using System.Collections.Immutable;
using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>One of the futures of a world.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Name">What its files are called, apart from their ending: its number, so that all sort.</param>
/// <param name="Changes">What is changed at the start.</param>
/// <param name="Values">The values of what the branches differ by.</param>
internal sealed record Branch(int Number, string Name, ImmutableArray<string> Changes, ImmutableArray<string> Values)
{
    // More of them would be years of work.
    private const int Most = 100_000;

    /// <summary>Refuses branches that differ by nothing, such as by 0.1 and 1e-1.</summary>
    /// <param name="branches">The branches.</param>
    /// <param name="starts">How the world of each comes to be.</param>
    /// <exception cref="UserException">Two would run alike.</exception>
    public static void RefuseTwins(IReadOnlyList<Branch> branches, IEnumerable<RunStart> starts)
    {
        IGrouping<string, Branch>? twins = branches
            .Zip(starts)
            .GroupBy(pair => pair.Second.Configuration.ToJson().ToJsonString(), pair => pair.First)
            .FirstOrDefault(group => group.Count() > 1);
        if (twins is not null)
        {
            (Branch first, Branch second) = (twins.First(), twins.ElementAt(1));
            throw new UserException(
                $"branches {first.Number} and {second.Number} would be the same: {string.Join(", ", first.Changes)} and {string.Join(", ", second.Changes)}");
        }
    }

    /// <summary>Refuses more than anybody waits for.</summary>
    /// <exception cref="UserException">There are more.</exception>
    public static void RefuseTooMany(long count)
    {
        if (count > Most)
        {
            throw new UserException($"{count} branches are too many; there can be {Most}");
        }
    }

    /// <summary>Every value of the first choice with every value of the second, and so on.</summary>
    /// <exception cref="UserException">There are none, or too many.</exception>
    public static IReadOnlyList<Branch> Product(IReadOnlyList<BranchChoice> choices)
    {
        if (choices.Count == 0)
        {
            throw new UserException("say what the branches differ by: --vary Name=a,b,c, --seeds a,b,c or --branches K");
        }

        long count = choices.Aggregate(1L, (product, choice) => Math.Min(product * choice.Values.Length, int.MaxValue));
        RefuseTooMany(count);

        IEnumerable<ImmutableArray<string>> rows = [[]];
        foreach (BranchChoice choice in choices)
        {
            rows = rows.SelectMany(row => choice.Values.Select(value => row.Add(value))).ToList();
        }

        string digits = $"D{Math.Max(2, Math.Ceiling(Math.Log10(count + 1)))}";
        return
        [
            .. rows.Select((values, index) => new Branch(
                index + 1,
                (index + 1).ToString(digits, CultureInfo.InvariantCulture),
                [.. choices.Zip(values).Select(pair => $"{pair.First.Name}={pair.Second}")],
                values)),
        ];
    }
}

/// <summary>What branches differ by: a parameter, as <c>--set</c> names it, and its values.</summary>
internal sealed record BranchChoice(string Name, ImmutableArray<string> Values)
{
    /// <summary>Reads <c>Name=a,b,c</c>.</summary>
    public static BranchChoice Parse(string text)
    {
        string[] parts = text.Split('=', 2);
        string[] values = parts[^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 2 && values.Length > 0
            ? new BranchChoice(parts[0].Trim(), [.. values])
            : throw new UserException($"'{text}' varies nothing; write Name=a,b,c or Name[n]=a,b,c");
    }
}
