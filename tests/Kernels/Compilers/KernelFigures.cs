using System.Globalization;

namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>What a GPU's compiler made of a kernel.</summary>
/// <param name="Kernel">The operation.</param>
/// <param name="Target">The architecture, as the compiler calls it.</param>
/// <param name="Threads">Threads that an instruction serves.</param>
/// <param name="Registers">Registers that a thread takes; Intel's are wide, and serve all of those threads.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
/// <param name="LocalBytes">Memory of a thread for what is in no register; Intel's serves all of those threads.</param>
/// <param name="Text">Which text of the kernel it is: see <see cref="KernelText.Hash"/>.</param>
internal sealed record KernelFigures(
    string Kernel, string Target, int Threads, int Registers, int SharedBytes, int LocalBytes, string Text)
{
    /// <summary>The names of the columns of <see cref="Line"/>.</summary>
    public const string Header = "kernel,target,threads,registers,shared_bytes,local_bytes,text";

    /// <summary>The figures as a line of a file.</summary>
    public string Line => string.Join(',', Kernel, Target, Threads, Registers, SharedBytes, LocalBytes, Text);

    /// <summary>Reads a line.</summary>
    public static KernelFigures Parse(string line)
    {
        string[] cells = line.Split(',');
        return new KernelFigures(cells[0], cells[1], Number(2), Number(3), Number(4), Number(5), cells[6]);

        int Number(int column) => int.Parse(cells[column], CultureInfo.InvariantCulture);
    }
}
