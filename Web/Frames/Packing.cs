using System.Runtime.CompilerServices;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Sessions.Frames;

namespace GpuEcosystem.Web.Frames;

/// <summary>
/// Packs pictures on threads of the pool, each once for all pages that want it alike. What is packed lives as long as its picture does.
/// </summary>
internal sealed class Packing
{
    // Averaged colours have no sharp edges that more would keep.
    private const int WebpQuality = 80;

    private readonly ConditionalWeakTable<CellImage, PackedImage> packed = [];
    private long count;

    /// <summary>Whether a picture can be told as what has to be added to an earlier one.</summary>
    public static bool Follows(CellImage image, CellImage? earlier) =>
        earlier is not null && (image.Palette, earlier.Palette) == (null, null) && image.Frame == earlier.Frame && image.Layer == earlier.Layer;

    /// <summary>A picture as pages have it.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="earlier">One that it follows; null for none.</param>
    public Task<byte[]> Pack(CellImage image, CellImage? earlier) => Of(image).Pack(image, earlier is null ? null : (Of(earlier).Number, earlier));

    private PackedImage Of(CellImage image) => packed.GetValue(image, _ => new PackedImage(Interlocked.Increment(ref count)));

    private static byte[] Encode(CellImage image, CellImage? earlier)
    {
        if (image.Palette is null)
        {
            return CellCoder.Pack(image.Pixels, earlier is null ? [] : earlier.Pixels);
        }

        using MemoryStream webp = new();
        Picture.WriteWebp(webp, image.Pixels, image.Frame.Width, image.Frame.Height, WebpQuality);
        return webp.ToArray();
    }

    // Earlier pictures are known by their numbers alone, so that none keeps the one before it, and that one the one before.
    private sealed class PackedImage(long number)
    {
        private readonly Dictionary<long, Task<byte[]>> byEarlier = [];

        public long Number => number;

        public Task<byte[]> Pack(CellImage image, (long Number, CellImage Image)? earlier)
        {
            lock (byEarlier)
            {
                long key = earlier?.Number ?? 0;
                if (!byEarlier.TryGetValue(key, out Task<byte[]>? bytes))
                {
                    bytes = Start(image, earlier?.Image);
                    byEarlier.Add(key, bytes);
                }

                return bytes;
            }
        }

        // The work goes with its thread; only what came of it stays.
        private static Task<byte[]> Start(CellImage image, CellImage? earlier)
        {
            TaskCompletionSource<byte[]> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
            ThreadPool.QueueUserWorkItem(_ =>
            {
                try
                {
                    result.SetResult(Encode(image, earlier));
                }
                catch (Exception exception)
                {
                    result.SetException(exception);
                }
            });
            return result.Task;
        }
    }
}
