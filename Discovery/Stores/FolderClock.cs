using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>The clock that the times of a folder's files are by: that of a file server may differ from this machine's.</summary>
internal sealed class FolderClock(string folder)
{
    // So that a server need not make a file for every look at the clock. For so long all clocks go alike.
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private DateTime? time;
    private long asked;

    /// <summary>What time it is there, or was up to a second ago where this machine slept.</summary>
    /// <exception cref="IOException">No file can be made in the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">As before.</exception>
    public DateTime Now
    {
        get
        {
            lock (gate)
            {
                if (time is null || Stopwatch.GetElapsedTime(asked) > longest)
                {
                    time = Ask();
                    asked = Stopwatch.GetTimestamp();
                }

                return time.Value + Stopwatch.GetElapsedTime(asked);
            }
        }
    }

    private DateTime Ask()
    {
        string path = Path.Combine(folder, $".clock.{Guid.NewGuid():N}.tmp");
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, options: FileOptions.DeleteOnClose);
        return File.GetLastWriteTimeUtc(file);
    }
}
