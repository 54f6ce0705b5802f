using GpuEcosystem.Engine;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Http;

namespace GpuEcosystem.Web.Api;

/// <summary>Turns what goes wrong into a status and one line, whatever it is.</summary>
internal static class Failures
{
    /// <summary>Answers for a request that fails.</summary>
    public static async Task Explain(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            (int status, string reason) = exception switch
            {
                MissingException => (StatusCodes.Status409Conflict, exception.Message),
                UserException => (StatusCodes.Status400BadRequest, exception.Message),
                BadHttpRequestException bad => (bad.StatusCode, bad.Message),
                OperationCanceledException => (StatusCodes.Status503ServiceUnavailable, "the session has ended"),
                IOException or UnauthorizedAccessException => (StatusCodes.Status500InternalServerError, exception.Message),
                _ => (StatusCodes.Status500InternalServerError, $"this is a defect of the program; please report it: {exception.Message}"),
            };
            await Refusal.Write(context, status, reason);
        }
    }

    /// <summary>What the world as it is does not have, though another might.</summary>
    public static async Task<T> Having<T>(Func<Task<T>> find)
    {
        try
        {
            return await find();
        }
        catch (UserException exception)
        {
            throw new MissingException(exception.Message, exception);
        }
    }
}

/// <summary>The world as it is does not have what is asked for, though another might.</summary>
internal sealed class MissingException(string message, Exception? cause = null) : Exception(message, cause);
