using System.IO.Compression;
using System.Text;
using GpuEcosystem.Web.Files;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace GpuEcosystem.Tests.Web.Files;

/// <summary>The page's files.</summary>
public class PageFileTests
{
    private static readonly byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("let a = 1; ", 100)));

    /// <summary>Browsers that know Brotli get less, others all.</summary>
    [Theory]
    [InlineData("gzip, deflate, br", true)]
    [InlineData("gzip", false)]
    public async Task Files_are_compressed_for_who_can_read_it(string accepted, bool compressed)
    {
        (HttpResponse response, byte[] body) = await Ask(request => request.AcceptEncoding = accepted);
        Assert.Equal(compressed ? "br" : null, (string?)response.Headers.ContentEncoding);
        Assert.Equal("text/javascript; charset=utf-8", response.ContentType);
        Assert.Equal(body.Length, response.ContentLength);
        Assert.Equal(text, compressed ? Expand(body) : body);
        Assert.True(compressed ? body.Length < 60 : body.Length == text.Length);
    }

    /// <summary>Who has a file is told so, and asks each time.</summary>
    [Fact]
    public async Task Files_that_somebody_has_are_not_sent_again()
    {
        (HttpResponse first, _) = await Ask(_ => { });
        Assert.Equal("no-cache", first.Headers.CacheControl);
        (HttpResponse second, byte[] body) = await Ask(request => request.IfNoneMatch = first.Headers.ETag);
        Assert.Equal(StatusCodes.Status304NotModified, second.StatusCode);
        Assert.Empty(body);
        (HttpResponse other, _) = await Ask(request => request.IfNoneMatch = "\"0\"");
        Assert.Equal(StatusCodes.Status200OK, other.StatusCode);
    }

    private static async Task<(HttpResponse Response, byte[] Body)> Ask(Action<IHeaderDictionary> set)
    {
        DefaultHttpContext context = new();
        context.Request.Method = HttpMethods.Get;
        set(context.Request.Headers);
        using MemoryStream body = new();
        context.Response.Body = body;
        await new PageFile("page.js", text).Write(context);
        return (context.Response, body.ToArray());
    }

    private static byte[] Expand(byte[] body)
    {
        using BrotliStream stream = new(new MemoryStream(body), CompressionMode.Decompress);
        using MemoryStream plain = new();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
