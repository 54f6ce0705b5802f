namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>
/// What a compiler made of the kernels when it was last there: a file of the repository, from which pages are written
/// where the compiler is not installed. Figures of a kernel whose text has changed since are not given.
/// </summary>
internal sealed class MeasuredKernels
{
    private readonly OfflineCompiler compiler;
    private readonly Dictionary<(string Kernel, string Target), KernelFigures> figures;

    private MeasuredKernels(OfflineCompiler compiler, string version, IEnumerable<KernelFigures> figures)
    {
        this.compiler = compiler;
        Version = version;
        this.figures = figures.ToDictionary(figure => (figure.Kernel, figure.Target));
    }

    /// <summary>The compiler's version.</summary>
    public string Version { get; }

    /// <summary>Where a compiler's file lies in the repository.</summary>
    public static string PathOf(OfflineCompiler compiler) =>
        Path.Combine("tests", "Kernels", "Compilers", "measured", $"{compiler.Name}.csv");

    /// <summary>Reads a compiler's file; where there is none, nothing was measured.</summary>
    public static MeasuredKernels Read(OfflineCompiler compiler)
    {
        string[] lines = GeneratedFile.ReadLines(PathOf(compiler));
        return new MeasuredKernels(compiler, lines.FirstOrDefault("").Split(' ')[^1], lines.Skip(2).Select(KernelFigures.Parse));
    }

    /// <summary>A file's content.</summary>
    public static string Write(OfflineCompiler compiler, IEnumerable<KernelFigures> figures) =>
        string.Concat(new[] { $"# {compiler.Name} {compiler.Version}", KernelFigures.Header }
            .Concat(figures.Select(figure => figure.Line))
            .Select(line => line + "\n"));

    /// <summary>The figures of a kernel as it is now, or null where it has changed since.</summary>
    public KernelFigures? Find(string kernel, string target) =>
        figures.TryGetValue((kernel, target), out KernelFigures? figure) && figure.Text == Hash(kernel, target) ? figure : null;

    private string Hash(string kernel, string target) =>
        KernelText.Hash(compiler.Text(Cuda.DeviceKernels.Body(kernel), target));
}
