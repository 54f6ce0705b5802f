using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ILGPU.Backends.EntryPoints;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>Intel's compiler, the same as in its OpenCL driver. Debian has both in intel-opencl-icd.</summary>
internal sealed partial class Ocloc : OfflineCompiler
{
    private const string VersionFile = "OCL_DRIVER_VERSION";

    public override string Name => "ocloc";

    public override IReadOnlyList<string> Targets { get; } = ["skl", "tgllp", "dg2"];

    protected override string Extension => ".cl";

    public override string Text(EntryPointDescription kernel, string target) => KernelText.OpenCl(kernel);

    protected override string ReadVersion()
    {
        using TemporaryFolder folder = new();
        Run(folder.Path, "ocloc", "query", VersionFile);
        return File.ReadAllText(folder[VersionFile]).Trim('\0', ' ', '\n');
    }

    // The format in which kernels are described in words is the newer one; older targets have it on demand.
    protected override KernelFigures Compile(string file, string target, string folder)
    {
        string binaries = Path.Combine(folder, target);
        Run(folder, "ocloc", "compile", "-file", file, "-device", target, "-options", "-cl-std=CL2.0",
            "-internal_options", "-cl-intel-allow-zebin", "-out_dir", binaries);
        string description = File.ReadAllText(Directory.GetFiles(binaries, "*.bin").Single(), Encoding.Latin1);
        return new KernelFigures("", target, Read("simd_size").Single(), Read("grf_count").Single(), Read("slm_size").Sum(),
            ThreadMemory().Matches(description).Sum(Number), "");

        IEnumerable<int> Read(string name) =>
            Entry().Matches(description).Where(match => match.Groups["name"].Value == name).Select(Number);
    }

    private static int Number(Match match) => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^ +(?<name>\w+): +(?<count>\d+)$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"- type: +\w+\n +usage: +\w+\n +size: +(?<count>\d+)$", RegexOptions.Multiline)]
    private static partial Regex ThreadMemory();
}
