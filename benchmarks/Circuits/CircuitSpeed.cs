using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Circuits.Bits.Devices;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Benchmarks.Circuits;

/// <summary>
/// How many cells a second circuits of gates compute on the CPU's vectors, beside what the processor can do at best, and on the other
/// devices.
/// </summary>
internal static class CircuitSpeed
{
    // A device is waited for after so many.
    private const int StepsOfDevice = 8;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(1.5);

    private delegate void RowWriter(int plane, int y, ReadOnlySpan<ulong> packed);

    /// <summary>Prints a line for each circuit, grid, number of threads, width of vectors or device, and way of executing.</summary>
    public static void Measure()
    {
        foreach (int bits in Widths())
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{bits} bits: {Best(() => PeakOperations(bits), TimeSpan.FromSeconds(0.5)) / 1e9:F0}e9 operations/s on words of 64 bits a thread at best"));
        }

        Console.WriteLine($"{"circuit",-14}{"grid",8}{"threads",9}{"on",9}{"executed",13}{"1e9 cells/s",13}{"1e9 op64/s",12}{"GB/s",7}");
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

                foreach (DeviceDescription device in DeviceCatalogue.List().Where(device => device.Usable && device.Kind != DeviceKind.Cpu))
                {
                    Report(name, network, size, device, CircuitExecution.Compiled);
                    Report(name, network, size, device, CircuitExecution.Interpreted);
                }
            }
        }
    }

    private static IEnumerable<int> Widths() => ((int[])[256, 512]).Where(bits => bits <= VectorSupport.WidestBits);

    private static void Report(string name, GateNetwork network, int size, int bits, int threads, CircuitExecution execution)
    {
        using BitAutomaton automaton = new(
            network, new BitSettings(size, size, Periodic: true) { Threads = threads, VectorBits = bits, Execution = execution });
        Fill(size, automaton.PackedWords, automaton.WriteRow);
        Report(name, network, size, $"{threads}", $"{bits}", execution, automaton.Run, automaton.StepsOfPass, automaton.StepsOfPass);
    }

    private static void Report(string name, GateNetwork network, int size, DeviceDescription description, CircuitExecution execution)
    {
        using ComputeDevice device = DeviceCatalogue.Open(description.Id);
        using Launcher launcher = new(device);
        using DeviceAutomaton automaton = new(launcher, network, new BitSettings(size, size, Periodic: true) { Execution = execution });
        Fill(size, automaton.PackedWords, automaton.WriteRow);
        Report(name, network, size, "", description.Id, execution, Run, StepsOfDevice, stepsOfPass: 1);

        void Run(long steps)
        {
            automaton.Run(steps);
            launcher.Finish();
        }
    }

    // A pass reads and writes each bit once.
    private static void Report(
        string name, GateNetwork network, int size, string threads, string place, CircuitExecution execution, Action<long> run, int steps, int stepsOfPass)
    {
        double cells = Best(
            () =>
            {
                run(steps);
                return (double)size * size * steps;
            },
            patience);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-14}{size,8}{threads,9}{place,9}{execution,13}{cells / 1e9,13:F2}{cells * network.Gates.Length / 64 / 1e9,12:F1}{cells / stepsOfPass / 4 / 1e9,7:F1}"));
    }

    private static void Fill(int size, int packedWords, RowWriter write)
    {
        Random random = new(1);
        ulong[] row = new ulong[packedWords];
        for (int y = 0; y < size; y++)
        {
            random.NextBytes(MemoryMarshal.AsBytes(row.AsSpan()));
            write(0, y, row);
        }
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
