using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

namespace GpuEcosystem.Web.Security;

/// <summary>
/// What every request passes first: it must name this server, come from its own page or from no page, and show a token. Who shows one in
/// the page's address gets a cookie for it, so that the address can be forgotten.
/// </summary>
/// <param name="names">What this server is called.</param>
/// <param name="tokens">The secrets.</param>
internal sealed class Gate(OwnNames names, Tokens tokens)
{
    /// <summary>What a token is called in the page's address.</summary>
    public const string Token = "token";

    private const string Bearer = "Bearer ";
    private const string FetchSite = "Sec-Fetch-Site";
    private const string FetchMode = "Sec-Fetch-Mode";

    /// <summary>Lets a request through, or refuses it.</summary>
    public Task Pass(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        bool isOwnName = names.Contain(request.Host);
        AddHeaders(context, isOwnName ? $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}" : "");
        if (!isOwnName)
        {
            return Refusal.Write(
                context, StatusCodes.Status421MisdirectedRequest, "this server has another name than the one that was asked for; take the address that gpueco printed");
        }

        if (!IsOwnPage(request))
        {
            return Refusal.Write(context, StatusCodes.Status403Forbidden, "another site's page may not ask this server for anything");
        }

        if (FindRight(context) is not Right right)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Refusal.Write(context, StatusCodes.Status401Unauthorized, "a token is needed: take the address that gpueco printed when it started");
        }

        context.Features.Set(new Visitor(right));
        return next(context);
    }

    private Right? FindRight(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.Path == "/" && request.Query[Token] is [string given])
        {
            if (tokens.RightOf(given) is Right right)
            {
                context.Response.Cookies.Append(
                    CookieOf(context), given, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = request.IsHttps, Path = "/" });
                return right;
            }

            return null;
        }

        string? header = request.Headers.Authorization;
        return header is null
            ? tokens.RightOf(request.Cookies[CookieOf(context)])
            : tokens.RightOf(header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..] : null);
    }

    // Cookies are the host's, whatever the port: two servers on one machine must not take each other's.
    private static string CookieOf(HttpContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"gpueco-{context.Connection.LocalPort}");

    // Browsers say where a request comes from, but for links that somebody follows; programs say nothing.
    private static bool IsOwnPage(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        if (origin is not null)
        {
            return origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        }

        return (string?)request.Headers[FetchSite] is null or "same-origin" or "none"
            || ((string?)request.Headers[FetchMode] == "navigate" && HttpMethods.IsGet(request.Method));
    }

    private static void AddHeaders(HttpContext context, string socket)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'self'; img-src 'self' blob: data:; connect-src 'self' {socket}; style-src 'self'; object-src 'none'; "
            + "base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers[HeaderNames.CacheControl] = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}

/// <summary>Who makes a request.</summary>
/// <param name="Right">What they may do.</param>
internal sealed record Visitor(Right Right)
{
    /// <summary>Who has passed the gate.</summary>
    public static Visitor Of(HttpContext context) => context.Features.GetRequiredFeature<Visitor>();

    /// <summary>Whether they may ask the world for something.</summary>
    public bool MaySteer => Right == Right.Steer;
}
