using System.ComponentModel;
using System.Net.Mime;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Sessions;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GpuEcosystem.Web.Api;

/// <summary>The world as it is, in every form that it can be had in.</summary>
internal static class WorldEndpoints
{
    private const string Png = "image/png";

    /// <summary>Adds them.</summary>
    public static void Map(RouteGroupBuilder api, WorldSession session)
    {
        api.MapGet("/world", () => session.Ask(world => WorldAnswer.Of(world, session.Snapshot)))
            .WithSummary("How the world is between two steps");
        api.MapGet("/picture.png", (
                [Description("What it shows, such as territory or aliveness:2")] string? layer,
                [Description("Pixels on either side of a cell; 1/S: cells on either side of a pixel")] string? scale,
                [Description("Colours of the species")] string? palette,
                [Description("Which of several worlds, or all")] string? world) => Draw(session, layer, scale, palette, world))
            .WithSummary("A picture, as run --image writes it")
            .Produces<byte[]>(StatusCodes.Status200OK, Png)
            .Produces<ErrorAnswer>(StatusCodes.Status400BadRequest);
        api.MapGet("/metrics.csv", () => Results.Text(MetricsTable.Of(session.Snapshot.History), MediaTypeNames.Text.Csv))
            .WithSummary("What was observed over time")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Csv);
        foreach (string extension in WorldFile.Extensions)
        {
            api.MapGet($"/world{extension}", () => Save(session, extension))
                .WithSummary($"The world as a {extension} file")
                .Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Application.Octet)
                .Produces<ErrorAnswer>(StatusCodes.Status409Conflict);
        }

        api.MapGet("/recipe.json", async () => Results.Text((await ReadRecipe(session)).ToJson(), MediaTypeNames.Application.Json))
            .WithSummary("How the world came to be: run --recipe repeats it")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Application.Json)
            .Produces<ErrorAnswer>(StatusCodes.Status409Conflict);
        api.MapGet("/link", () => WriteLink(session))
            .WithSummary("The same as a link of the browser platform: what follows its address")
            .Produces<string>(StatusCodes.Status200OK, MediaTypeNames.Text.Plain)
            .Produces<ErrorAnswer>(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Draw(WorldSession session, string? layer, string? scale, string? palette, string? world)
    {
        (uint[] pixels, PictureFrame frame, PictureScale chosen) = await session.Ask(configured =>
        {
            WorldParameters parameters = configured.World.Parameters;
            PictureStyle style = PictureStyle.Parse(parameters, layer, palette, world);
            PictureScale chosen = scale is null ? PictureScale.ForPicture(style.World.AreaIn(parameters)) : PictureScale.Parse(nameof(scale), scale);
            chosen.Check("picture.png", style.World.AreaIn(parameters));
            PictureFrame frame = style.Frame(parameters, chosen.Block);
            return (style.Read(configured.World, frame), frame, chosen);
        });
        using MemoryStream png = new();
        Picture.WritePng(png, pixels, frame, chosen);
        return Results.Bytes(png.ToArray(), Png);
    }

    // Through a file, since worlds may be larger than what is left of memory.
    private static async Task<IResult> Save(WorldSession session, string extension)
    {
        TemporaryFile file = new($"world{extension}");
        try
        {
            await Failures.Having(() => session.Save(file.Path));
            return Downloads.Of(file, FormattableString.Invariant($"world-{WorldFile.ReadPlace(file.Path).Step:D6}{extension}"));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static async Task<Recipe> ReadRecipe(WorldSession session) =>
        await session.Ask(world => world.KnowsItsPast ? world.Recipe : null)
        ?? throw new MissingException("the world came from a file that does not say how it came to be, so it has no recipe");

    private static async Task<IResult> WriteLink(WorldSession session)
    {
        Recipe recipe = await ReadRecipe(session);
        return Results.Text((await Failures.Having(() => Task.FromResult(BrowserLink.Write(recipe)))).Fragment);
    }
}
