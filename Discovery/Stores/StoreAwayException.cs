using System.Data.Common;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>A store could not be used for longer than anybody waits for it. The message is one line.</summary>
public sealed class StoreAwayException : Exception
{
    /// <summary>Says for how long, and what the store said at last.</summary>
    internal StoreAwayException(TimeSpan time, UserException last)
        : base(FormattableString.Invariant($"for {time.TotalMinutes:0.#} minutes: {last.Message}"), last)
    {
    }

    /// <summary>Whether that is what a disk, a share or a server says, which may be over soon, and not about what is kept there.</summary>
    internal static bool MayBeOverSoon(UserException exception) =>
        exception.InnerException is IOException or UnauthorizedAccessException or DbException;
}
