using System.Globalization;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>
/// Every parameter of a rule set, declared once. Range checks, assignments on the command line, configuration files, their schema,
/// the help text, the window's rows and sliders and the names in the browser platform's files all follow from here.
/// </summary>
public sealed class ParameterCatalogue
{
    internal const int MaximumSpecies = 64;

    private readonly string under;

    /// <param name="standard">The values that the specification gives.</param>
    /// <param name="all">All parameters, in the order in which a person would meet them.</param>
    /// <param name="rules">Names the rules to who asks for a parameter of others; null for those of a world that says nothing else.</param>
    internal ParameterCatalogue(WorldParameters standard, IReadOnlyList<ParameterDescription> all, string? rules = null)
    {
        Standard = standard;
        All = all;
        under = rules is null ? "" : $" under Rules = {rules}";
    }

    /// <summary>The values that the specification gives.</summary>
    public WorldParameters Standard { get; }

    /// <summary>All parameters, in the order in which a person would meet them.</summary>
    public IReadOnlyList<ParameterDescription> All { get; }

    /// <summary>The parameter of a name, letter case aside.</summary>
    /// <exception cref="UserException">There is none; the message has the nearest name.</exception>
    public ParameterDescription Find(string name) => Find(name, [], StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>Name=Value</c> or <c>Name[n]=Value</c>.</summary>
    /// <exception cref="UserException">There is no such parameter, or the text is no assignment.</exception>
    public ParameterAssignment Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw new UserException($"'{text}' sets nothing; write Name=Value or Name[n]=Value");
        }

        string target = text[..equals].Trim();
        string value = text[(equals + 1)..].Trim();
        int bracket = target.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
        {
            return new ParameterAssignment(Find(target), null, value);
        }

        ParameterDescription parameter = Find(target[..bracket].Trim());
        if (!target.EndsWith(']')
            || !int.TryParse(target[(bracket + 1)..^1], NumberStyles.Integer, CultureInfo.InvariantCulture, out int species))
        {
            throw new UserException($"'{target}' names no species; write {parameter.Name}[n], n from 1");
        }

        return new ParameterAssignment(parameter, species, value);
    }

    /// <summary>
    /// The parameter of a name in a file, letter for letter, as its schema has it; <paramref name="otherNames"/> could have been meant as
    /// well.
    /// </summary>
    internal ParameterDescription FindExactly(string name, params IReadOnlyList<string> otherNames) =>
        Find(name, otherNames, StringComparison.Ordinal);

    private ParameterDescription Find(string name, IReadOnlyList<string> otherNames, StringComparison comparison) =>
        All.FirstOrDefault(parameter => string.Equals(parameter.Name, name, comparison))
        ?? throw new UserException(
            $"there is no parameter '{JsonShape.Shorten(name)}'{under}"
            + (KnownAs(name) is string known
                ? NearestName.Question(known, [known])
                : NearestName.Question(name, All.Select(parameter => parameter.Name).Concat(otherNames))));

    // Who gives a name of the browser platform or of a paper means that parameter, whatever else comes near.
    private string? KnownAs(string name) =>
        All.FirstOrDefault(parameter => parameter.AllNames.Any(known => LooseName.AreSame(known, name)))?.Name;
}
