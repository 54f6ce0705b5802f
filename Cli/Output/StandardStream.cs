using System.Text;

namespace GpuEcosystem.Cli.Output;

/// <summary>
/// Standard output or standard error where it is no terminal. It may break, as a full disk or a reader that left does it; what can be
/// written no longer is left out then, and the work goes on.
/// </summary>
/// <param name="inner">The stream.</param>
internal sealed class StandardStream(TextWriter inner) : TextWriter
{
    /// <summary>Why it broke; null if it did not.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Attempt(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Attempt(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Attempt(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Flush() => Attempt(inner.Flush);

    private void Attempt(Action write)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception.Message;
        }
    }
}
