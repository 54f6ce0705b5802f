namespace GpuEcosystem.Engine;

/// <summary>
/// The user must change something: a parameter, a file, a device. The message is one line that says what was wrong
/// and what would be right, fit to be shown as it is.
/// </summary>
public sealed class UserException : Exception
{
    /// <summary>Says what the user must change.</summary>
    public UserException(string message)
        : base(message)
    {
    }

    /// <summary>Says what the user must change, and keeps what brought it to light.</summary>
    public UserException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
