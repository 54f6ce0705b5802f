using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Backends.EntryPoints;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>
/// Clang with the OpenCL library libclc. AMD's own drivers have a Clang too, of another version and with another
/// library. Debian's packages are clang-15 and libclc-15.
/// </summary>
internal sealed partial class ClangForAmd : OfflineCompiler
{
    private const string Library = "/usr/lib/clc/amdgcn--amdhsa.bc";

    public override string Name => "clang";

    public override IReadOnlyList<string> Targets { get; } = ["gfx900", "gfx90a", "gfx1030", "gfx1100"];

    protected override string Extension => ".cl";

    public override string Text(EntryPointDescription kernel, string target) => KernelText.OpenCl(kernel);

    protected override string ReadVersion() => File.Exists(Library)
        ? VersionNumber().Match(Run(".", "clang-15", "--version")).Groups["version"].Value
        : throw new FileNotFoundException("libclc is not installed", Library);

    protected override KernelFigures Compile(string file, string target, string folder)
    {
        string assembly = file + ".s";
        Run(folder, "clang-15", "-target", "amdgcn-amd-amdhsa", $"-mcpu={target}", "-x", "cl", "-cl-std=CL2.0", "-O3", "-w",
            "-nogpulib", "-Xclang", "-finclude-default-header", "-Xclang", "-mlink-builtin-bitcode", "-Xclang", Library,
            "-S", "-o", assembly, file);
        string text = File.ReadAllText(assembly);
        return new KernelFigures("", target, Read("wavefront_size"), Read("vgpr_count"), Read("group_segment_fixed_size"),
            Read("private_segment_fixed_size"), "");

        int Read(string name) => Metadata().Matches(text)
            .Where(match => match.Groups["name"].Value == name)
            .Select(match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture))
            .Single();
    }

    [GeneratedRegex(@"clang version (?<version>[\d.]+)")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"^ *\.(?<name>\w+): +(?<count>\d+)$", RegexOptions.Multiline)]
    private static partial Regex Metadata();
}
