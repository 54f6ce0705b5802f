using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Devices;

/// <summary>The files that tell the OpenCL loader of drivers; it passes in silence over those that it cannot load.</summary>
internal static class OpenClVendors
{
    private const string Folder = "/etc/OpenCL/vendors";
    private const string Variable = "OCL_ICD_VENDORS";

    /// <summary>Where somebody who has trouble with a driver has to look.</summary>
    public static string Place => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } other
        ? $"{other} ({Variable})"
        : OperatingSystem.IsLinux() ? Folder : "the list of OpenCL drivers";

    /// <summary>Says why the loader finds no platform.</summary>
    public static string WhyNoPlatform()
    {
        List<string> broken = [.. Files().Select(WhyNot).OfType<string>()];
        return broken.Count > 0
            ? $"no OpenCL driver loads: {string.Join("; ", broken)}; install it again, or remove its file"
            : $"the OpenCL loader finds no driver in {Place}; install your GPU's, or pocl-opencl-icd";
    }

    private static string[] Files()
    {
        string place = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } other ? other : Folder;
        try
        {
            return File.Exists(place) ? [place] : Directory.Exists(place) ? Directory.GetFiles(place, "*.icd") : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? WhyNot(string file)
    {
        try
        {
            string library = File.ReadLines(file).FirstOrDefault("").Trim();
            NativeLibrary.Free(NativeLibrary.Load(library));
            return null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or DllNotFoundException or ArgumentException)
        {
            return $"{file}: {exception.Message.TrimEnd().Split('\n')[^1]}";
        }
    }
}
