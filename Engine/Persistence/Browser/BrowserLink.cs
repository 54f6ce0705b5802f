using System.Buffers.Text;
using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>A recipe that the browser has put into a link.</summary>
/// <param name="Recipe">The same as a recipe of this program.</param>
/// <param name="LeftOut">What is not in it, a line each.</param>
public sealed record ReadBrowserLink(Recipe Recipe, IReadOnlyList<string> LeftOut);

/// <summary>A recipe as a link that the browser understands.</summary>
/// <param name="Fragment">What follows the page's address, <c>#r=…</c>.</param>
/// <param name="LeftOut">What is not in it, a line each.</param>
public sealed record WrittenBrowserLink(string Fragment, IReadOnlyList<string> LeftOut);

/// <summary>
/// The browser's links: <c>#r=</c> and base64url of <c>{v, seed, cfg, events[{t, k, v}]}</c>, with the settings that differ from
/// the browser's defaults, which are this program's too.
/// </summary>
public static class BrowserLink
{
    internal const string Mark = "#r=";
    internal const int Version = 1;

    /// <summary>Whether a text is meant as such a link.</summary>
    public static bool IsLink(string text) => Uri.UnescapeDataString(text).Contains(Mark, StringComparison.Ordinal);

    /// <summary>The recipe of a link; networks are shared, since the browser has no others.</summary>
    /// <param name="linkOrFragment">The link, or its part from <c>#r=</c> on.</param>
    /// <exception cref="UserException">It is no such link, or asks for something that is not possible here.</exception>
    public static ReadBrowserLink Read(string linkOrFragment) => PlainLine.Guard("the link", () => ReadRecipe(linkOrFragment));

    /// <summary>A link for a recipe.</summary>
    /// <param name="recipe">The recipe; of what is done to the world, changes of parameters alone fit into a link.</param>
    public static WrittenBrowserLink Write(Recipe recipe)
    {
        BrowserLinkWriter writer = new(recipe);
        return new WrittenBrowserLink(Mark + Base64Url.EncodeToString(writer.ToJson()), writer.LeftOut);
    }

    private static ReadBrowserLink ReadRecipe(string link)
    {
        PetriField root = PetriField.Parse(Decode(link), "its recipe") with { Path = "recipe" };
        root["v"].Whole(Version, Version);
        List<string> notes = [];
        EcosystemParameters start = EcosystemParameters.Default with
        {
            Coupling = Coupling.Shared,
            Seed = PetriRun.ToWorldSeed(root["seed"].Seed()),
        };
        foreach ((string name, PetriField setting) in root.Find("cfg")?.Properties ?? [])
        {
            if (Translate(setting, name, notes) is ParameterAssignment assignment)
            {
                start = Apply(start, assignment, setting);
            }
        }

        start.Validate();
        ImmutableArray<TimedAction> actions = root.Find("events") is PetriField events ? ReadEvents(events, start, notes) : [];
        return new ReadBrowserLink(new Recipe(new RunConfiguration(start, [], []), actions), [.. notes.Select(PlainLine.Of)]);
    }

    // Chats write # and = as %23 and %3D, and put back the padding that base64url leaves out.
    private static byte[] Decode(string given)
    {
        string link = Uri.UnescapeDataString(given);
        int mark = link.IndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0)
        {
            throw new UserException($"there is no {Mark} in it, after which the recipe would stand; copy all of it");
        }

        try
        {
            return Base64Url.DecodeFromChars(link.AsSpan(mark + Mark.Length).Trim().TrimEnd('='));
        }
        catch (FormatException exception)
        {
            throw new UserException($"what follows {Mark} is not base64url; copy all of it, and nothing more", exception);
        }
    }

    private static ImmutableArray<TimedAction> ReadEvents(PetriField events, EcosystemParameters parameters, List<string> notes)
    {
        List<(long Step, ParameterAssignment Change, PetriField Field)> changes = [];
        foreach (PetriField happened in events.Elements)
        {
            long step = happened["t"].Step();
            if (Translate(happened["v"], happened["k"].Text, notes) is ParameterAssignment change)
            {
                changes.Add((step, change, happened["v"]));
            }
        }

        ImmutableArray<TimedAction>.Builder actions = ImmutableArray.CreateBuilder<TimedAction>(changes.Count);
        foreach ((long step, ParameterAssignment change, PetriField field) in changes.OrderBy(change => change.Step))
        {
            // Values are checked now, not when the step comes.
            parameters = Apply(parameters, change, field);
            actions.Add(new TimedAction(step, new ChangeParameters([change])));
        }

        return actions.ToImmutable();
    }

    private static ParameterAssignment? Translate(PetriField value, string name, List<string> notes)
    {
        if (PetriParameters.Find(name) is not PetriParameter parameter)
        {
            notes.Add(PetriParameters.IsWithoutEffect(name)
                ? $"{value.Path} {value.Quote()}: {name} changes nothing in the world"
                : $"{value.Path} {value.Quote()}: {name} is not known here");
            return null;
        }

        return new ParameterAssignment(parameter.Ours, null, parameter.Read(value, notes));
    }

    private static EcosystemParameters Apply(EcosystemParameters parameters, ParameterAssignment change, PetriField field)
    {
        try
        {
            return change.Apply(parameters);
        }
        catch (UserException exception)
        {
            throw new UserException($"{field.Path}: {exception.Message}", exception);
        }
    }
}
