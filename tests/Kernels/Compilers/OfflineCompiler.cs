using System.ComponentModel;
using GpuEcosystem.Tests.Cli;
using GpuEcosystem.Tests.Kernels.Cuda;
using ILGPU.Backends.EntryPoints;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>A compiler for GPUs that the machine need not have. Nothing needs it: where it is not installed, tests skip.</summary>
internal abstract class OfflineCompiler
{
    private static readonly Dictionary<string, string?> noVariables = [];

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, OfflineCompiler> All { get; } =
        new OfflineCompiler[] { new Ptxas(), new ClangForAmd(), new Ocloc() }.ToDictionary(compiler => compiler.Name);

    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>The architectures that it compiles for here, old to new.</summary>
    public abstract IReadOnlyList<string> Targets { get; }

    /// <summary>What its files of text are called at the end.</summary>
    protected abstract string Extension { get; }

    /// <summary>Which version is installed; a test that asks is skipped where none is.</summary>
    public string Version
    {
        get
        {
            try
            {
                return ReadVersion();
            }
            catch (Exception exception) when (exception is Win32Exception or FileNotFoundException)
            {
                Assert.Skip($"{Name} is not installed: {exception.Message}");
                throw;
            }
        }
    }

    /// <summary>The text that it gets.</summary>
    public abstract string Text(EntryPointDescription kernel, string target);

    /// <summary>Compiles all kernels for all targets.</summary>
    public IReadOnlyList<KernelFigures> CompileAll() =>
        [.. from kernel in DeviceKernels.Names from target in Targets select Compile(kernel, DeviceKernels.Body(kernel), target)];

    /// <summary>Compiles a kernel.</summary>
    public KernelFigures Compile(string name, EntryPointDescription kernel, string target)
    {
        string text = Text(kernel, target);
        using TemporaryFolder folder = new();
        KernelFigures figures = Compile(folder.Write(name + Extension, text), target, folder.Path);
        return figures with { Kernel = name, Target = target, Text = KernelText.Hash(text) };
    }

    /// <summary>Which version is installed.</summary>
    /// <exception cref="Win32Exception">None is.</exception>
    /// <exception cref="FileNotFoundException">Something that it needs is not.</exception>
    protected abstract string ReadVersion();

    /// <summary>Compiles a file, and reads registers and memory from what comes out.</summary>
    protected abstract KernelFigures Compile(string file, string target, string folder);

    /// <summary>Runs the compiler in a folder; gives what it wrote.</summary>
    protected static string Run(string folder, params string[] command)
    {
        Invocation result = ProgramProcess.RunCommand(noVariables, command, folder);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Output}{result.Error}");
        return result.Output + result.Error;
    }
}
