using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace GpuEcosystem.Web.Files;

/// <summary>A file of the page, compressed once.</summary>
internal sealed class PageFile
{
    private readonly byte[] plain;
    private readonly Lazy<byte[]> compressed;
    private readonly string type;
    private readonly string tag;

    /// <param name="name">Its name, whose ending says what it is.</param>
    /// <param name="bytes">What it holds.</param>
    public PageFile(string name, byte[] bytes)
    {
        plain = bytes;
        compressed = new Lazy<byte[]>(() => Compress(bytes));
        type = TypeOf(name);
        tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
    }

    /// <summary>Answers with the file, or that the browser has it already.</summary>
    public async Task Write(HttpContext context)
    {
        HttpResponse response = context.Response;

        // A server of another version may have the same address tomorrow, so browsers ask each time.
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = tag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.Headers.IfNoneMatch.Any(known => known?.Contains(tag, StringComparison.Ordinal) == true))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        byte[] body = plain;
        if (context.Request.Headers.AcceptEncoding.Any(known => known?.Contains("br", StringComparison.Ordinal) == true))
        {
            response.Headers.ContentEncoding = "br";
            body = compressed.Value;
        }

        response.ContentType = type;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream target = new();
        using (BrotliStream stream = new(target, CompressionLevel.SmallestSize))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".txt" => "text/plain; charset=utf-8",
        ".woff2" => "font/woff2",
        ".png" => "image/png",
        _ => "application/octet-stream",
    };
}
