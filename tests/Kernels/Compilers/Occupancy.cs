namespace GpuEcosystem.Tests.Kernels.Compilers;

/// <summary>How full of threads a multiprocessor of an NVIDIA GPU is, as CUDA's occupancy calculator has it.</summary>
/// <param name="Warps">Warps that it holds at most.</param>
/// <param name="Groups">Groups that it holds at most.</param>
/// <param name="SharedBytes">Its shared memory.</param>
/// <param name="ReservedBytes">What each group takes of it besides its own.</param>
internal sealed record Occupancy(int Warps, int Groups, int SharedBytes, int ReservedBytes)
{
    private const int Registers = 64 * 1024;
    private const int RegistersOfWarp = 256; // come in blocks of so many
    private const int SharedBlock = 256;

    /// <summary>The multiprocessors by architecture.</summary>
    public static IReadOnlyDictionary<string, Occupancy> Of { get; } = new Dictionary<string, Occupancy>
    {
        ["sm_50"] = new(64, 32, 64 * 1024, 0),
        ["sm_70"] = new(64, 32, 96 * 1024, 0),
        ["sm_86"] = new(48, 16, 100 * 1024, 1024),
        ["sm_90"] = new(64, 32, 228 * 1024, 1024),
    };

    /// <summary>The share of its warps that a kernel fills in groups of so many threads.</summary>
    public double Share(KernelFigures kernel, int groupSize)
    {
        int warps = groupSize / kernel.Threads;
        int warpsByRegisters = Registers / RoundUp(kernel.Registers * kernel.Threads, RegistersOfWarp);
        int shared = RoundUp(kernel.SharedBytes + ReservedBytes, SharedBlock);
        int groupsByMemory = shared == 0 ? Groups : SharedBytes / shared;
        int groups = Math.Min(Math.Min(Groups, Warps / warps), Math.Min(warpsByRegisters / warps, groupsByMemory));
        return (double)groups * warps / Warps;
    }

    private static int RoundUp(int value, int block) => (value + block - 1) / block * block;
}
