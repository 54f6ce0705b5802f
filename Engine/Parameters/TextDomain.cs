namespace GpuEcosystem.Engine.Parameters;

/// <summary>Values that are written as a short text.</summary>
/// <param name="values">All of them, in words.</param>
/// <param name="parse">The value that a text stands for; a <see cref="UserException"/> where it stands for none.</param>
internal sealed class TextDomain<T>(string values, Func<string, T> parse) : ValueDomain<T>(ParameterKind.Text)
    where T : notnull
{
    public override string Values => values;

    public override T Parse(string name, string text)
    {
        try
        {
            return parse(text.Trim());
        }
        catch (UserException exception)
        {
            throw new UserException($"{name}: {exception.Message}");
        }
    }

    public override string Format(T value) => value.ToString()!;

    public override void Check(string name, T value)
    {
        // There is no value but those that a text stands for.
    }
}
