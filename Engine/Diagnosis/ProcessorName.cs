using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>What the processor says of itself.</summary>
internal static class ProcessorName
{
    /// <summary>Its name, and whether it is a virtual one where it tells.</summary>
    public static (string Name, bool? Virtual) Find() => X86Base.IsSupported ? AskX86() : (AskSystem(), null);

    // The same on every operating system: 48 letters in three leaves, and family and model, since virtual ones hide names.
    private static (string Name, bool? Virtual) AskX86()
    {
        (int signature, _, int features, _) = X86Base.CpuId(1, 0);
        int family = signature >> 8 & 15;
        int model = signature >> 4 & 15;
        if (family is 6 or 15)
        {
            model += (signature >> 16 & 15) << 4;
        }

        if (family == 15)
        {
            family += signature >> 20 & 255;
        }

        string name = "";
        if ((uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax >= 0x80000004)
        {
            int[] words = new int[12];
            for (int leaf = 0; leaf < 3; leaf++)
            {
                (words[4 * leaf], words[4 * leaf + 1], words[4 * leaf + 2], words[4 * leaf + 3]) =
                    X86Base.CpuId(unchecked((int)0x80000002) + leaf, 0);
            }

            name = System.Text.Encoding.ASCII.GetString(MemoryMarshal.AsBytes(words.AsSpan())).TrimEnd('\0').Trim();
        }

        return ($"{name} (family {family} model {model})".Trim(), features < 0);
    }

    // What Linux says on ARM and others; elsewhere the architecture has to do.
    private static string AskSystem()
    {
        const string file = "/proc/cpuinfo";
        string[] telling = ["model name", "Model", "Hardware", "CPU implementer", "CPU part", "uarch"];
        string[] found = File.Exists(file)
            ? [.. File.ReadLines(file)
                .Where(line => telling.Contains(line.Split(':')[0].Trim(), StringComparer.Ordinal))
                .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
                .Distinct()]
            : [];
        return found.Length > 0 ? string.Join("; ", found) : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
