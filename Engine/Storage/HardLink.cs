using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Storage;

/// <summary>Gives a file a second name, which of all ways to make a name is the one that never takes it from another file.</summary>
internal static partial class HardLink
{
    // EEXIST; ERROR_FILE_EXISTS and ERROR_ALREADY_EXISTS.
    private static readonly int[] taken = OperatingSystem.IsWindows() ? [80, 183] : [17];

    // EPERM, and ENOSYS and EOPNOTSUPP as Linux and macOS number them; ERROR_INVALID_FUNCTION and ERROR_NOT_SUPPORTED.
    private static readonly int[] missing = OperatingSystem.IsWindows() ? [1, 50]
        : OperatingSystem.IsMacOS() ? [1, 78, 45, 102]
        : [1, 38, 95];

    /// <summary>Makes the name.</summary>
    /// <param name="file">The file, by the name that it has.</param>
    /// <param name="name">Its other name, on the same disk.</param>
    /// <returns>False where there is something of that name.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static bool TryCreate(string file, string name)
    {
        if (OperatingSystem.IsWindows() ? CreateHardLink(name, file, 0) : Link(file, name) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return taken.Contains(error) ? false : throw new IOException(Explain(error));
    }

    /// <summary>What an error means.</summary>
    internal static string Explain(int error) => missing.Contains(error)
        ? "the disk or share there has no hard links, which this needs; choose a folder on one that has"
        : Marshal.GetPInvokeErrorMessage(error);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string name, string file, nint security);
}
