namespace GpuEcosystem.Cli.Output;

/// <summary>Words of commands that somebody may copy into a shell.</summary>
internal static class ShellText
{
    /// <summary>A word as shells want it.</summary>
    public static string Quote(string text) => text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || @"/\._-:~+,@=".Contains(letter))
        ? text
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
