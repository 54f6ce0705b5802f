using System.Net.Mime;
using Microsoft.AspNetCore.Http;

namespace GpuEcosystem.Web.Api;

/// <summary>Files that a browser keeps.</summary>
internal static class Downloads
{
    /// <summary>A file that stays where it is.</summary>
    public static IResult Of(string path) => Of(
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Path.GetFileName(path));

    /// <summary>A file that is gone once it was sent.</summary>
    /// <param name="file">The file, which is owned from now on.</param>
    /// <param name="name">What the browser calls it.</param>
    public static IResult Of(TemporaryFile file, string name)
    {
        // Systems that let nobody remove an open file clear up themselves.
        using (file)
        {
            return Of(new FileStream(file.Path, new FileStreamOptions
            {
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.DeleteOnClose | FileOptions.SequentialScan,
            }), name);
        }
    }

    private static IResult Of(Stream stream, string name) => Results.Stream(stream, MediaTypeNames.Application.Octet, name);
}
