using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say which futures a saved world shall have.</summary>
internal sealed class BranchOptions
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = $"A saved world ({string.Join(", ", WorldFile.Extensions)})",
    };

    private readonly Option<string[]> vary = Repeated(
        "--vary", "NAME=A,B,...", "One branch for each value of a parameter; of several --vary (and seeds) every combination");

    private readonly Option<string?> seeds = new("--seeds")
    {
        Description = "One branch for each seed of the random numbers from there on; without seeds all branches draw the same",
        HelpName = "A,B,...",
    };

    private readonly Option<long> branches = CommonOptions.WholeNumber(
        "--branches", "K", 1, 1, "Short for --seeds with the K seeds after the world's own");

    private readonly Option<string[]> set = Repeated(
        "--set", "NAME=VALUE", "A parameter for all branches, Name[n]=Value for species n; repeatable");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(file);
        foreach (Option option in new Option[] { vary, seeds, branches, set })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The saved world's file.</summary>
    public string ReadFile(ParseResult parsed) => parsed.GetRequiredValue(file);

    /// <summary>What the branches differ by, in the order of <see cref="Branch.Values"/>.</summary>
    public IReadOnlyList<BranchChoice> ReadChoices(ParseResult parsed)
    {
        List<BranchChoice> choices = [.. (parsed.GetValue(vary) ?? []).Select(BranchChoice.Parse)];
        if (parsed.Gives(branches) && parsed.Gives(seeds))
        {
            throw new UserException("--branches and --seeds both say which seeds; give one of them");
        }

        const string seed = nameof(WorldParameters.Seed);
        if (parsed.GetValue(seeds) is string given)
        {
            choices.Add(BranchChoice.Parse($"{seed}={given}"));
        }

        if (parsed.Gives(branches))
        {
            ulong own = WorldFile.ReadPlace(ReadFile(parsed)).Seed;
            choices.Add(new BranchChoice(
                seed,
                [
                    .. Enumerable.Range(1, (int)Math.Min(1000, parsed.GetValue(branches)))
                        .Select(index => unchecked(own + (ulong)index).ToString(CultureInfo.InvariantCulture)),
                ]));
        }

        string? twice = choices.GroupBy(choice => choice.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? choices : throw new UserException($"{twice} is varied twice; give all its values at once");
    }

    /// <summary>The branches that these choices make.</summary>
    public IReadOnlyList<Branch> ReadBranches(ParseResult parsed, IReadOnlyList<BranchChoice> choices) =>
        Branch.Product(parsed.GetValue(set) ?? [], choices);

    private static Option<string[]> Repeated(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
    };
}
