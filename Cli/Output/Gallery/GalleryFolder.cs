using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>
/// The folder of a report while it is being made. It gets its name when it is whole; an older report stays until then, and stays altogether
/// where that moment does not come.
/// </summary>
internal sealed class GalleryFolder : IDisposable
{
    private const string Name = "report";

    private readonly string target;

    // Beside its place, so that it can be moved there.
    private readonly string temporary;

    /// <summary>Begins it.</summary>
    /// <param name="experiment">The experiment's folder.</param>
    /// <param name="folders">What lies in it, besides the page.</param>
    /// <exception cref="UserException">Nothing can be written there.</exception>
    public GalleryFolder(string experiment, params IReadOnlyList<string> folders)
    {
        target = Path.Combine(experiment, Name);
        temporary = Beside("new");
        Try(() =>
        {
            Directory.CreateDirectory(temporary);
            foreach (string folder in folders)
            {
                Directory.CreateDirectory(this[folder]);
            }
        });
    }

    /// <summary>Where something of it is written until it is whole.</summary>
    /// <param name="name">Its name, as the page has it.</param>
    public string this[string name] => Path.Combine(temporary, name);

    /// <summary>Where something of it is in the end.</summary>
    public string InPlace(string name) => Path.Combine(target, name);

    /// <summary>Writes into it. What goes wrong is told of the report, whose other name would tell nobody anything.</summary>
    /// <exception cref="UserException">Something cannot be written.</exception>
    public void Fill(Action write)
    {
        try
        {
            write();
        }
        catch (UserException exception) when (exception.Message.Contains(temporary, StringComparison.Ordinal))
        {
            throw new UserException(exception.Message.Replace(temporary, target, StringComparison.Ordinal), exception);
        }
    }

    /// <summary>Puts it in the older report's place.</summary>
    /// <exception cref="UserException">It cannot be put there; the older one stays.</exception>
    public void Commit()
    {
        string older = Beside("old");
        Try(() =>
        {
            if (Directory.Exists(target))
            {
                Directory.Move(target, older);
            }

            try
            {
                Directory.Move(temporary, target);
            }
            catch when (Directory.Exists(older))
            {
                Directory.Move(older, target);
                throw;
            }
        });
        TryDelete(older);
    }

    /// <summary>Removes what was not put in place.</summary>
    public void Dispose() => TryDelete(temporary);

    private static void TryDelete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody looks at a file of it; what is left is in nobody's way.
        }
    }

    private string Beside(string kind) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, $".{Name}.{Guid.NewGuid():N}.{kind}");

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot write the report '{target}': {exception.Message.Replace(temporary, target, StringComparison.Ordinal)}", exception);
        }
    }
}
