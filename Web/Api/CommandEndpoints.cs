using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Web.Protocol;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace GpuEcosystem.Web.Api;

/// <summary>What is asked of the world.</summary>
internal static class CommandEndpoints
{
    /// <summary>Bytes of a request that no file comes with.</summary>
    public const long MostBytes = 1 << 20;

    private const long MostBytesOfFile = 1 << 30;
    private const long BytesOfSmallFile = 64 << 20;
    private const string Who = "script";

    // Whatever a request calls its body: curl calls everything a form.
    private const string Anything = "*/*";

    private static readonly string[] endings = [.. WorldFile.Extensions, ".json", ".txt"];

    /// <summary>Adds them.</summary>
    public static void Map(RouteGroupBuilder api, WorldSession session)
    {
        api.MapPost("/commands", (HttpContext context, CancellationToken cancellation) => CarryOut(session, context, cancellation))
            .WithSummary("One command or a list of them, each an object with one property, such as { \"pause\": true }")
            .WithDescription(
                $"The commands are {string.Join(", ", CommandReader.Names)}; what is done to the world is written as in recipes. Each is answered when it was carried out, a list by a list.")
            .Accepts<JsonElement>(MediaTypeNames.Application.Json, Anything)
            .Produces<CommandAnswer>()
            .Produces<ErrorAnswer>(StatusCodes.Status400BadRequest)
            .Produces<ErrorAnswer>(StatusCodes.Status403Forbidden);
        api.MapPost("/worlds", (HttpContext context, [Description("The file's name, whose ending says what it is")] string name) => Open(session, context, name))
            .WithSummary("Opens a world's file in this world's place: a saved world, a recipe, a configuration, or a link in a text")
            .Accepts<Stream>(MediaTypeNames.Application.Octet, Anything)
            .Produces<CommandAnswer>()
            .Produces<ErrorAnswer>(StatusCodes.Status400BadRequest)
            .Produces<ErrorAnswer>(StatusCodes.Status403Forbidden)
            .Produces<ErrorAnswer>(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> CarryOut(WorldSession session, HttpContext context, CancellationToken cancellation)
    {
        Visitor visitor = Visitor.Of(context);
        if (!visitor.MaySteer)
        {
            return Forbid();
        }

        using JsonDocument document = await Read(context.Request.Body, cancellation);
        JsonElement commands = document.RootElement;
        if (commands.ValueKind != JsonValueKind.Array)
        {
            return Results.Ok(await CarryOutOne(session, visitor, commands));
        }

        List<CommandAnswer> answers = [];
        foreach (JsonElement command in commands.EnumerateArray())
        {
            answers.Add(await CarryOutOne(session, visitor, command));
        }

        return Results.Ok(answers);
    }

    private static async Task<JsonDocument> Read(Stream body, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        }
        catch (JsonException exception)
        {
            throw new UserException("what was sent is no JSON", exception);
        }
    }

    private static async Task<CommandAnswer> CarryOutOne(WorldSession session, Visitor visitor, JsonElement command) =>
        await Describe(session, await Orders.CarryOut(session, visitor, Who, command));

    private static async Task<CommandAnswer> Describe(WorldSession session, string? refusal) =>
        new(refusal is null, refusal, await session.Ask(world => world.World.StepNumber));

    private static async Task<IResult> Open(WorldSession session, HttpContext context, string name)
    {
        if (!Visitor.Of(context).MaySteer)
        {
            return Forbid();
        }

        string ending = Path.GetExtension(name).ToLowerInvariant();
        if (!endings.Contains(ending))
        {
            throw new UserException($"the name of a world's file ends with {string.Join(", ", endings)}; '{name}' does not");
        }

        // As much as a world a few times as large as this one may need.
        long most = Math.Min(MostBytesOfFile, BytesOfSmallFile + 4 * await session.Ask(world => world.World.StateBytes));
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = most;
        using TemporaryFile file = new(SafeName(name, ending));
        await using (FileStream target = File.Create(file.Path))
        {
            await context.Request.Body.CopyToAsync(target, context.RequestAborted);
        }

        Answer answer = await session.Send(new OpenWorld(file.Path), Who);
        return Results.Ok(await Describe(session, answer.Refusal));
    }

    // Notices and events name it, and it must be a name on every system.
    private static string SafeName(string name, string ending)
    {
        const int longest = 60;
        string plain = string.Concat(
            Path.GetFileNameWithoutExtension(name.Split('/', '\\')[^1]).Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.').Take(longest));
        return $"{(plain.Trim('.') is { Length: > 0 } usable ? usable : "world")}{ending}";
    }

    private static IResult Forbid() => Results.Json(new ErrorAnswer(Orders.WatchersRefusal), statusCode: StatusCodes.Status403Forbidden);
}

/// <summary>What became of a command.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="Refusal">Why not; null if it was.</param>
/// <param name="Step">Steps done by then.</param>
internal sealed record CommandAnswer(bool Done, string? Refusal, long Step);
