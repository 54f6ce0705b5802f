using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Tests.Kernels.Cuda;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>The texts that compilers get.</summary>
internal static partial class KernelText
{
    private const int HashDigits = 16;

    /// <summary>A kernel's OpenCL program as the engine hands it to a driver.</summary>
    public static string OpenCl(EntryPointDescription kernel)
    {
        CLCompiledKernel compiled = DeviceKernels.OpenCl(kernel);
        OpenClAccess.Mend(compiled);
        return compiled.Source;
    }

    /// <summary>
    /// A number for a text. ILGPU numbers its names through all kernels of a process, so that the same kernel's text
    /// differs from run to run; here they count from the first in the text.
    /// </summary>
    public static string Hash(string text)
    {
        Dictionary<string, int> numbers = [];
        string renumbered = NumberOfName().Replace(text.ReplaceLineEndings("\n"), match =>
        {
            numbers.TryAdd(match.Value, numbers.Count);
            return $"_{numbers[match.Value]}";
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(renumbered)))[..HashDigits];
    }

    [GeneratedRegex(@"_\d+")]
    private static partial Regex NumberOfName();
}
