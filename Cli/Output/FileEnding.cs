using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>How a file's name must end, where only some kinds of files are written.</summary>
internal static class FileEnding
{
    /// <summary>Refuses what cannot be written, and a name that promises another kind.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="noun">What is written there, in the plural.</param>
    /// <param name="endings">How the name may end, whatever the case of its letters.</param>
    /// <exception cref="UserException">It cannot be written, or ends otherwise.</exception>
    public static void Require(string path, string noun, params IReadOnlyList<string> endings)
    {
        AtomicFile.CheckWritable(path);
        if (!endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new UserException($"cannot write '{path}': {noun} are {string.Join(" or ", endings)}");
        }
    }
}
