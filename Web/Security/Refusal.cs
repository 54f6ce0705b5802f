using System.Net.Mime;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace GpuEcosystem.Web.Security;

/// <summary>One line that says why a request is refused: a page for who looks at it, JSON for programs.</summary>
internal static class Refusal
{
    /// <summary>Where programs ask.</summary>
    public const string Api = "/api";

    /// <summary>Answers with it.</summary>
    public static Task Write(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        if (context.Request.Path.StartsWithSegments(Api, StringComparison.Ordinal))
        {
            return context.Response.WriteAsJsonAsync(new ErrorAnswer(reason), context.RequestAborted);
        }

        context.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>GpuEcosystem</title><p>{HtmlEncoder.Default.Encode(reason)}</p></html>",
            context.RequestAborted);
    }
}

/// <summary>Why something was not done.</summary>
/// <param name="Error">One line.</param>
internal sealed record ErrorAnswer(string Error);
