using System.Text;
using GpuEcosystem.Tests.Kernels.Cuda;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>Writes <c>docs/opencl-kernels.md</c>.</summary>
internal static class OpenClKernelReport
{
    private const string Unknown = "?";

    private static readonly OfflineCompiler amd = OfflineCompiler.All["clang"];
    private static readonly OfflineCompiler intel = OfflineCompiler.All["ocloc"];

    /// <summary>The page.</summary>
    public static string Generate()
    {
        MeasuredKernels amdMeasured = MeasuredKernels.Read(amd);
        MeasuredKernels intelMeasured = MeasuredKernels.Read(intel);
        StringBuilder page = new($"""
            # The kernels on OpenCL

            A test generates this page from what two compilers made of the kernels' OpenCL programs, as the engine hands them to
            a driver. Neither compiler needs a GPU, and nothing here was run on one.

            * AMD: Clang {amdMeasured.Version} with the library libclc. AMD's drivers compile with Clang too, of another version and
              with a library of their own. Targets: {Targets(amd)} (Vega, MI200, RX 6000, RX 7000).
              Columns: vector registers of a thread, which has at most 256 (on MI200 512); bytes of local memory (LDS) of a
              group; bytes of scratch memory of a thread, where variables go that find no register.
            * Intel: ocloc {intelMeasured.Version}, with the compiler of Intel's driver. Targets: {Targets(intel)} (Gen9, Xe-LP, Arc).
              Columns: threads that an instruction serves, fewer where registers are short; bytes of local memory (SLM) of a
              group; bytes of scratch memory.

            Where targets agree, a cell has one number. {Unknown} stands for a kernel that has changed since the compiler was last run.

            | kernel | AMD registers | AMD local | AMD scratch | Intel threads | Intel local | Intel scratch |
            |---|---|---|---|---|---|---|

            """);
        foreach (string kernel in DeviceKernels.Names)
        {
            KernelFigures?[] onAmd = [.. amd.Targets.Select(target => amdMeasured.Find(kernel, target))];
            KernelFigures?[] onIntel = [.. intel.Targets.Select(target => intelMeasured.Find(kernel, target))];
            string[] cells =
            [
                kernel,
                Cell(onAmd, f => f.Registers), Cell(onAmd, f => f.SharedBytes), Cell(onAmd, f => f.LocalBytes),
                Cell(onIntel, f => f.Threads), Cell(onIntel, f => f.SharedBytes), Cell(onIntel, f => f.LocalBytes),
            ];
            page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return page.ToString();
    }

    private static string Targets(OfflineCompiler compiler) => string.Join(" / ", compiler.Targets);

    private static string Cell(KernelFigures?[] figures, Func<KernelFigures, int> figure)
    {
        string[] cells = [.. figures.Select(found => found is null ? Unknown : $"{figure(found)}")];
        return cells.Distinct().Count() == 1 ? cells[0] : string.Join(" / ", cells);
    }
}
