using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>A world file on its way to or from a database, in a folder that nobody else may look into and that goes away with it.</summary>
internal sealed class WorldOnDisk : IDisposable
{
    private readonly DirectoryInfo folder;

    /// <exception cref="UserException">It cannot be made.</exception>
    public WorldOnDisk() => folder = Explained(() => Directory.CreateTempSubdirectory("gpueco-world-"));

    /// <summary>Its file's name; there is no file at first.</summary>
    public string Path => System.IO.Path.Combine(folder.FullName, "world.eco");

    /// <summary>Writes it.</summary>
    /// <exception cref="UserException">There is no room for it.</exception>
    public void Take(Stream content) => Explained(() =>
    {
        using FileStream file = File.Create(Path);
        content.CopyTo(file);
        return file;
    });

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private static T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"a world needs room in '{System.IO.Path.GetTempPath()}' on its way: {exception.Message}", exception);
        }
    }
}
