using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace GpuEcosystem.Cli.Output;

/// <summary>
/// NumPy's <c>.npz</c>: a zip archive of arrays, each a <c>.npy</c> file of version 1.0, as the page numpy.lib.format of NumPy's manual has it.
/// </summary>
internal sealed class NumpyArchive(Stream target) : IDisposable
{
    // The data of an array begins at a multiple of it.
    private const int Alignment = 64;

    private readonly ZipArchive archive = new(target, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds an array.</summary>
    /// <typeparam name="T">What it is made of.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="shape">Its sides, the slowest first; none for a single number.</param>
    /// <param name="pieces">Its numbers in order, in pieces of any size.</param>
    public void Add<T>(string name, IReadOnlyList<int> shape, IEnumerable<T[]> pieces)
        where T : unmanaged
    {
        // The digits of floats do not compress.
        using Stream entry = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
        entry.Write(Header(TypeOf<T>(), shape));
        foreach (T[] piece in pieces)
        {
            entry.Write(MemoryMarshal.AsBytes<T>(piece));
        }
    }

    public void Dispose() => archive.Dispose();

    private static string TypeOf<T>() =>
        default(T) switch
        {
            float => "<f4",
            long => "<i8",
            _ => throw new NotSupportedException($"no array of {typeof(T).Name} is written"),
        };

    private static byte[] Header(string type, IReadOnlyList<int> shape)
    {
        // A tuple of one has a comma behind it.
        string sides = string.Concat(shape.Select(side => $"{side}, "));
        string description = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sides}), }}";
        const int before = 10;
        int length = (before + description.Length + 1 + Alignment - 1) / Alignment * Alignment - before;
        byte[] text = Encoding.ASCII.GetBytes(description.PadRight(length - 1) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. text];
    }
}
