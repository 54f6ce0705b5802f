namespace GpuEcosystem.Viewer;

/// <summary>Remembers, in the user's folder of settings, that somebody has opened the window before.</summary>
public static class FirstUse
{
    /// <summary>Whether nobody has before; there is no second first time.</summary>
    public static bool Take() =>
        Take(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    // Where nothing can be remembered, nothing is shown each time anew.
    internal static bool Take(string settings)
    {
        if (!Path.IsPathFullyQualified(settings))
        {
            return false;
        }

        try
        {
            string folder = Path.Combine(settings, "gpueco");
            Directory.CreateDirectory(folder);
            using FileStream mark = new(Path.Combine(folder, "welcomed"), FileMode.CreateNew);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
