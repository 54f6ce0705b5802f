namespace GpuEcosystem.Web.Api;

/// <summary>A file that nobody else knows of, in a folder of its own, gone when it is disposed of.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gpueco-");

    /// <param name="name">What it is called; nothing but a name.</param>
    public TemporaryFile(string name) => Path = System.IO.Path.Combine(folder.FullName, name);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    public void Dispose()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies where the system clears up.
        }
    }
}
