using System.Globalization;
using System.Text.RegularExpressions;
using GpuEcosystem.Tests.Kernels.Cuda;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime.Cuda;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>NVIDIA's assembler, which is in the driver too. Debian has it in nvidia-cuda-toolkit (non-free).</summary>
internal sealed partial class Ptxas : OfflineCompiler
{
    private const int Warp = 32;

    private static readonly Dictionary<string, CudaArchitecture> architectures = new()
    {
        ["sm_50"] = CudaArchitecture.SM_50,
        ["sm_70"] = CudaArchitecture.SM_70,
        ["sm_86"] = CudaArchitecture.SM_86,
        ["sm_90"] = CudaArchitecture.SM_90,
    };

    public override string Name => "ptxas";

    public override IReadOnlyList<string> Targets { get; } = [.. architectures.Keys];

    protected override string Extension => ".ptx";

    // The instructions of CUDA 11.8, the first that knows all of the architectures.
    public override string Text(EntryPointDescription kernel, string target) =>
        DeviceKernels.Ptx(kernel, architectures[target], CudaInstructionSet.ISA_78, DeviceKernels.Registers(kernel));

    protected override string ReadVersion() => VersionNumber().Match(Run(".", "ptxas", "--version")).Groups["version"].Value;

    protected override KernelFigures Compile(string file, string target, string folder)
    {
        string log = Run(folder, "ptxas", "--verbose", "--opt-level", "3", "--gpu-name", target, "--output-file", file + ".cubin", file);
        return new KernelFigures("", target, Warp, Registers().Matches(log).Sum(Number), SharedBytes().Matches(log).Sum(Number),
            LocalBytes().Matches(log).Max(Number), "");
    }

    private static int Number(Match match) => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"V(?<version>[\d.]+)")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"Used (?<count>\d+) registers")]
    private static partial Regex Registers();

    [GeneratedRegex(@"(?<count>\d+) bytes smem")]
    private static partial Regex SharedBytes();

    // Arrays count in the first only, spilled registers in all of them.
    [GeneratedRegex(@"(?<count>\d+) bytes (stack frame|spill stores|spill loads)")]
    private static partial Regex LocalBytes();
}
