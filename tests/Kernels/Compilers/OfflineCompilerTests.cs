using GpuEcosystem.Kernels.Network;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>What compilers of GPUs make of all kernels, on machines that have the compilers.</summary>
public class OfflineCompilerTests
{
    private const int LargeArray = 1000;

    /// <summary>The compilers.</summary>
    public static TheoryData<string> Compilers => [.. OfflineCompiler.All.Keys];

    /// <summary>
    /// All kernels compile and keep their variables in registers, but for seven on some GPUs, and the file of what they take is current. Another
    /// version of the compiler has other figures: to take them, delete the file.
    /// </summary>
    [Theory]
    [MemberData(nameof(Compilers))]
    public void Kernels_fit_into_registers(string name)
    {
        OfflineCompiler compiler = OfflineCompiler.All[name];
        string version = compiler.Version;
        IReadOnlyList<KernelFigures> figures = compiler.CompileAll();
        Assert.All(figures, figure => Assert.True(figure.LocalBytes <= MostSpilled(name, figure.Kernel), figure.Line));

        string measured = MeasuredKernels.Read(compiler).Version;
        Assert.SkipUnless(measured == version || measured == "", $"{name} {measured} has measured the kernels, and this is {version}");
        GeneratedFile.AssertCurrent(MeasuredKernels.PathOf(compiler), MeasuredKernels.Write(compiler, figures));
    }

    /// <summary>What is in no register is noticed.</summary>
    [Theory]
    [MemberData(nameof(Compilers))]
    public void An_array_is_noticed(string name)
    {
        OfflineCompiler compiler = OfflineCompiler.All[name];
        Assert.NotEmpty(compiler.Version);
        EntryPointDescription kernel = EntryPointDescription.FromImplicitlyGroupedKernel(((Action<Index1D, ArrayView<float>>)Reverse).Method);
        Assert.All(compiler.Targets, target =>
            Assert.True(compiler.Compile(nameof(Reverse), kernel, target).LocalBytes >= LargeArray * sizeof(float)));
    }

    /// <summary>A text's number does not change with the names that ILGPU counts up, and changes with all else.</summary>
    [Theory]
    [InlineData(true, "add %r1, _index_7, _index_9, _index_7", "add %r1, _index_3, _index_4, _index_3")]
    [InlineData(false, "add %r1, _index_7, _index_9, _index_7", "add %r1, _index_3, _index_4, _index_4")]
    [InlineData(false, "add %r1, _index_7", "add %r2, _index_7")]
    public void Hash_sees_what_differs(bool same, string one, string other) =>
        Assert.Equal(same, KernelText.Hash(one) == KernelText.Hash(other));

    private static void Reverse(Index1D index, ArrayView<float> view)
    {
        float[] array = new float[LargeArray];
        for (int i = 0; i < LargeArray; i++)
        {
            array[i] = view[index + i];
        }

        for (int i = 0; i < LargeArray; i++)
        {
            view[index + i] = array[(int)view[i]];
        }
    }

    // The 32 sums of a thread of three kernels are more than the registers of Intel's GPUs and, by a few, of AMD's gfx1100 hold; with what
    // becomes of the sums, so are those of plain convolutions on Intel's.
    // Two more need far more, and run on NVIDIA's alone. One of these has 128 registers there, so that two groups fit a multiprocessor,
    // and spills ten on SM 7.0.
    private static int MostSpilled(string compiler, string kernel) => (compiler, kernel) switch
    {
        ("ptxas", nameof(ResidualBlock)) => 64,
        ("ptxas", _) => 0,
        (_, nameof(ResidualBlock) or nameof(TiledEncoder)) => int.MaxValue,
        (_, nameof(EncoderGradient) or nameof(PointwiseWeightGradient) or nameof(ConvolutionWeightGradient)) => 1024,
        (_, nameof(Convolution) or nameof(ConvolutionInputGradient)) => 256,
        _ => 0,
    };
}
