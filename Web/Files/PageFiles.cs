using System.Reflection;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Http;

namespace GpuEcosystem.Web.Files;

/// <summary>The files that the page is made of.</summary>
/// <param name="files">By their names.</param>
internal sealed class PageFiles(IReadOnlyDictionary<string, PageFile> files)
{
    private const string Prefix = "page/";
    private const string First = "index.html";

    /// <summary>The files that this assembly carries.</summary>
    public static PageFiles Embedded()
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        return new PageFiles(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => new PageFile(name, Read(assembly, name))));
    }

    /// <summary>Answers with the file that is asked for.</summary>
    public Task Write(HttpContext context)
    {
        string name = context.Request.Path == "/" ? First : context.Request.Path.Value![1..];
        bool reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return reads && files.TryGetValue(name, out PageFile? file)
            ? file.Write(context)
            : Refusal.Write(context, StatusCodes.Status404NotFound, "there is nothing of that name here");
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
