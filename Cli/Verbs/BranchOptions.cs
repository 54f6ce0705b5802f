using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Presets;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say which futures a world shall have.</summary>
internal sealed class BranchOptions
{
    private readonly Argument<string?> file = new("FILE")
    {
        Description = $"A saved world ({string.Join(", ", WorldFile.Extensions)}), as --load takes it; without, the other options say which world",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> vary = CommonOptions.Repeated(
        "--vary", "NAME=A,B,...", "One branch for each value of a parameter; of several --vary (and seeds) every combination");

    private readonly Option<string?> seeds = new("--seeds")
    {
        Description = "One branch for each seed of the random numbers from there on; without seeds all branches draw the same",
        HelpName = "A,B,...",
    };

    private readonly Option<long> branches = CommonOptions.WholeNumber(
        "--branches", "K", 1, null, "Short for --seeds with the K seeds after the world's own");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb)
    {
        verb.Arguments.Add(file);
        verb.Add("What the branches differ by", vary, seeds, branches);
    }

    /// <summary>The saved world's file, if one is given by itself.</summary>
    public GivenWorld? ReadFile(ParseResult parsed) =>
        parsed.GetValue(file) is string path ? new GivenWorld(file.Name, GrownWorlds.FileOf(path)) : null;

    /// <summary>What the branches differ by, in the order of <see cref="Branch.Values"/>.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="own">The seed that the world itself draws from.</param>
    public IReadOnlyList<BranchChoice> ReadChoices(ParseResult parsed, Func<ulong> own)
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
            ulong before = own();
            long count = parsed.GetValue(branches);
            Branch.RefuseTooMany(count);
            choices.Add(new BranchChoice(
                seed,
                [
                    .. Enumerable.Range(1, (int)count)
                        .Select(index => unchecked(before + (ulong)index).ToString(CultureInfo.InvariantCulture)),
                ]));
        }

        string? twice = choices.GroupBy(choice => choice.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? choices : throw new UserException($"{twice} is varied twice; give all its values at once");
    }
}
