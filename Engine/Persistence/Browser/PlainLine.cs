namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Lines for a person that quote from a file which nobody trusts.</summary>
internal static class PlainLine
{
    private const int Longest = 400;

    /// <summary>The text as one line that is not too long and moves no cursor, whatever names the file made up.</summary>
    public static string Of(string text)
    {
        string plain = new([.. text.Take(Longest).Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter)]);
        return text.Length <= Longest ? plain : $"{plain}…";
    }

    /// <summary>Does something whose errors quote from such a file.</summary>
    /// <param name="source">What errors call the file.</param>
    /// <param name="read">What is done.</param>
    public static T Guard<T>(string source, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UserException exception)
        {
            throw new UserException($"{source}: {Of(exception.Message)}", exception);
        }
    }
}
