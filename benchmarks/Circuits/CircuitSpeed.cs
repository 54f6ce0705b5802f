using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Benchmarks.Circuits;

/// <summary>How many cells a second circuits of gates compute on the CPU's vectors, beside what the processor can do at best.</summary>
internal static class CircuitSpeed
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Prints a line for each circuit, grid, number of threads, width of vectors and way of executing.</summary>
    public static void Measure()
    {
        foreach (int bits in Widths())
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{bits} bits: {Best(() => PeakOperations(bits), TimeSpan.FromSeconds(0.5)) / 1e9:F0}e9 operations/s on words of 64 bits a thread at best"));
        }

        Console.WriteLine($"{"circuit",-14}{"grid",8}{"threads",9}{"vectors",9}{"executed",13}{"1e9 cells/s",13}{"1e9 op64/s",12}{"GB/s",7}");
        Circuit learned = CircuitCase.Load(Path.Combine(AppContext.BaseDirectory, "conformance", "logic-gates", "life")).Circuit();
        foreach ((string name, GateNetwork network) in ((string, GateNetwork)[])
        [
            ("Life, plain", RuleNetwork.Of(LifeRule.Life)),
            ("Life, learned", CircuitReduction.BySubstitution(CircuitReduction.Reduce(learned))),
        ])
        {
            foreach (int size in (int[])[4096, 16384])
            {
                foreach (int bits in Widths())
                {
                    foreach (int threads in (int[])[1, Environment.ProcessorCount])
                    {
                        Report(name, network, size, bits, threads, CircuitExecution.Compiled);
                    }

                    Report(name, network, size, bits, 1, CircuitExecution.Interpreted);
                }
            }
        }
    }

    private static IEnumerable<int> Widths() => ((int[])[256, 512]).Where(bits => bits <= VectorSupport.WidestBits);

    private static void Report(string name, GateNetwork network, int size, int bits, int threads, CircuitExecution execution)
    {
        using BitAutomaton automaton = new(
            network, new BitSettings(size, size, Periodic: true) { Threads = threads, VectorBits = bits, Execution = execution });
        Random random = new(1);
        ulong[] row = new ulong[automaton.PackedWords];
        for (int y = 0; y < size; y++)
        {
            random.NextBytes(MemoryMarshal.AsBytes(row.AsSpan()));
            automaton.WriteRow(0, y, row);
        }

        // A pass reads and writes each bit once.
        double cells = Best(
            () =>
            {
                automaton.Run(automaton.StepsOfPass);
                return (double)size * size * automaton.StepsOfPass;
            },
            patience);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-14}{size,8}{threads,9}{bits,9}{execution,13}{cells / 1e9,13:F1}{cells * network.Gates.Length / 64 / 1e9,12:F1}{cells / automaton.StepsOfPass / 4 / 1e9,7:F1}"));
    }

    // The highest rate that work which says its amount was done at.
    private static double Best(Func<double> work, TimeSpan time)
    {
        double best = 0;
        Stopwatch whole = Stopwatch.StartNew();
        while (whole.Elapsed < time)
        {
            long start = Stopwatch.GetTimestamp();
            double amount = work();
            best = Math.Max(best, amount / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    // Chains of operations that need nothing but registers, as many as the processor can keep going at once.
    private static double PeakOperations(int bits)
    {
        const int rounds = 200_000;
        const int chains = 8;
        if (bits == 512)
        {
            Vector512<ulong> a = Vector512.Create(1ul), b = a, c = a, d = a, e = a, f = a, g = a, h = a, other = Vector512.Create((ulong)rounds);
            for (int i = 0; i < rounds; i++)
            {
                (a, b, c, d, e, f, g, h) = (a ^ other, b ^ other, c ^ other, d ^ other, e ^ other, f ^ other, g ^ other, h ^ other);
            }

            GC.KeepAlive((a ^ b ^ c ^ d ^ e ^ f ^ g ^ h)[0]);
        }
        else
        {
            Vector256<ulong> a = Vector256.Create(1ul), b = a, c = a, d = a, e = a, f = a, g = a, h = a, other = Vector256.Create((ulong)rounds);
            for (int i = 0; i < rounds; i++)
            {
                (a, b, c, d, e, f, g, h) = (a ^ other, b ^ other, c ^ other, d ^ other, e ^ other, f ^ other, g ^ other, h ^ other);
            }

            GC.KeepAlive((a ^ b ^ c ^ d ^ e ^ f ^ g ^ h)[0]);
        }

        return (double)rounds * chains * bits / 64;
    }
}
