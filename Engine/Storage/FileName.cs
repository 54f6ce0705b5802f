namespace GpuEcosystem.Engine.Storage;

/// <summary>Names for files that are to replace no other.</summary>
public static class FileName
{
    /// <summary>The first of <c>PATH.END</c>, <c>PATH-2.END</c>, <c>PATH-3.END</c>, ... that there is no file of.</summary>
    /// <param name="path">The path without its ending.</param>
    /// <param name="ending">The ending, with its dot.</param>
    public static string Free(string path, string ending) => Enumerable.Range(1, int.MaxValue)
        .Select(n => n == 1 ? path + ending : $"{path}-{n}{ending}")
        .First(candidate => !File.Exists(candidate));
}
