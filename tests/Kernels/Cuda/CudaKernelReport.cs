using System.Globalization;
using System.Text;
using GpuEcosystem.Tests.Kernels.Compilers;
using ILGPU.Runtime.Cuda;

namespace GpuEcosystem.Tests.Kernels.Cuda;

/// <summary>Writes <c>docs/cuda-kernels.md</c>.</summary>
internal static class CudaKernelReport
{
    private const int ModelledCells = 128 * 128;
    private const int GroupSize = 256;

    private static readonly GpuPeaks[] gpus = [new("RTX 4090", 82.6e12, 1008e9), new("H100 SXM", 67e12, 3350e9)];

    private static readonly OfflineCompiler ptxas = OfflineCompiler.All["ptxas"];
    private static readonly MeasuredKernels measured = MeasuredKernels.Read(ptxas);

    private static readonly string introduction =
        $"""
        # The kernels on CUDA

        A test generates this page from the PTX that ILGPU 1.5.3 writes, and fails when the code no longer fits the page.
        None of it was measured on a GPU.

        ## What the compiler makes of each kernel

        ILGPU compiles all of them for the oldest and the newest architecture that it knows, SM_30 and SM_121. Registers of a
        thread, and its local memory, where variables go that find no register, are what NVIDIA's ptxas {measured.Version} assigns; a
        driver has a version of its own. The percentage is the share of a multiprocessor's threads that fit into it at the
        same time in groups of {GroupSize}. ? stands for a kernel that has changed since ptxas was last run. Shared memory is that of
        a group. Bytes of global memory and operations on floats are those of the text, with every loop taken as run once.

        | kernel | {string.Join(" | ", ptxas.Targets)} | shared bytes | local bytes | bytes | flops |
        |---|{string.Concat(ptxas.Targets.Select(_ => "---|"))}---|---|---|---|

        """;

    private const string HotIntroduction =
        """

        ## The hot kernels

        Counted in the PTX of the inner block, the straight code that loads and multiplies most; what groups load into shared
        memory beforehand is not in it. Instructions are what an assembler makes of it at best: a product and its sum are one, as
        are four floats next to each other in shared memory and an address of a base and an index. The share is that of the
        multiply-adds in them.

        | kernel | global loads | shared loads | multiply-adds | instructions | share |
        |---|---|---|---|---|---|

        """;

    private const string ModelIntroduction =
        """

        ## A model of two GPUs

        **A model, not a measurement.** Flops and bytes are those of one cell with the default parameters: each plane passes
        through memory once, weights stay in the caches, and blocks of eight are filled up with zeros. The least time is that
        of the scarcest of three: arithmetic and memory at the published peaks (RTX 4090: 82.6 TFLOP/s, 1008 GB/s; H100 SXM:
        67 TFLOP/s, 3350 GB/s), and loads of the inner block at one for every four multiply-adds that the peak allows, an
        assumption. Times are for 128 x 128 cells; a grid as small as that does not fill such a GPU.

        | layer | kernel | flops / cell | bytes / cell | RTX 4090 | bound | H100 SXM | bound |
        |---|---|---|---|---|---|---|---|

        """;

    /// <summary>The page.</summary>
    public static string Generate()
    {
        StringBuilder page = new(introduction);
        foreach (string kernel in DeviceKernels.Names)
        {
            KernelFigures?[] figures = [.. ptxas.Targets.Select(target => measured.Find(kernel, target))];
            PtxFacts facts = Newest(kernel);
            Row(page, [kernel, .. figures.Select(Registers), facts.SharedBytes, Local(figures), facts.Bytes, facts.Operations]);
        }

        page.Append(HotIntroduction);
        foreach (string kernel in KernelModel.Default.Select(model => model.Operation).Distinct())
        {
            PtxFacts facts = Newest(kernel);
            Row(page, kernel, facts.GlobalLoads, facts.SharedLoads, facts.MultiplyAdds, facts.Instructions,
                string.Create(CultureInfo.InvariantCulture, $"{100.0 * facts.MultiplyAdds / facts.Instructions:F0} %"));
        }

        page.Append(ModelIntroduction);
        foreach (KernelModel model in KernelModel.Default)
        {
            object[] times = [.. gpus.SelectMany(gpu => Estimate(model, gpu))];
            Row(page, [model.Use, model.Operation, model.Flops, model.Bytes, .. times]);
        }

        return page.ToString();
    }

    /// <summary>A kernel on the newest architecture.</summary>
    public static PtxFacts Newest(string kernel)
    {
        var (architecture, instructions) = DeviceKernels.OldestAndNewest[^1];
        return PtxFacts.Of(DeviceKernels.Ptx(DeviceKernels.Body(kernel), architecture, instructions));
    }

    private static string Registers(KernelFigures? figures) => figures is null ? "?" : string.Create(
        CultureInfo.InvariantCulture,
        $"{figures.Registers} ({100 * Occupancy.Of[figures.Target].Share(figures, GroupSize):F0} %)");

    private static string Local(KernelFigures?[] figures) =>
        figures.Contains(null) ? "?" : string.Join(" / ", figures.Select(found => found!.LocalBytes).Distinct());

    private static object[] Estimate(KernelModel model, GpuPeaks gpu)
    {
        var (seconds, bound) = model.Estimate(Newest(model.Operation), gpu);
        return [string.Create(CultureInfo.InvariantCulture, $"{1e6 * ModelledCells * seconds:F1} µs"), bound];
    }

    private static void Row(StringBuilder page, params object[] columns) =>
        page.Append("| ").AppendJoin(" | ", columns).Append(" |\n");
}
