using System.Net.Mime;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Web.Protocol;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GpuEcosystem.Web.Api;

/// <summary>What was kept and recorded; nothing else of this machine's files is found here.</summary>
internal static class CheckpointEndpoints
{
    private const string Png = ".png";

    /// <summary>Adds them.</summary>
    public static void Map(RouteGroupBuilder api, WorldSession session)
    {
        api.MapGet("/checkpoints", () => session.Snapshot.Checkpoints.Select(CheckpointNews.Of))
            .WithSummary("What was kept, the oldest first");
        api.MapGet("/checkpoints/{file}", (string file) => Find(session, file))
            .WithSummary("Something that was kept: its name and .eco, .petri, or .png for what it looked like")
            .Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Application.Octet)
            .Produces<ErrorAnswer>(StatusCodes.Status404NotFound)
            .Produces<ErrorAnswer>(StatusCodes.Status409Conflict);
        api.MapGet("/recordings/{file}", (string file) => FindRecording(session, file))
            .WithSummary("A film or a table that this session has recorded")
            .Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Application.Octet)
            .Produces<ErrorAnswer>(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Find(WorldSession session, string file)
    {
        string extension = Path.GetExtension(file);
        string name = file[..^extension.Length];
        return session.Snapshot.Checkpoints.FirstOrDefault(one => one.Name == name) is not Checkpoint kept ? Nothing()
            : extension == EcoFile.Extension ? Downloads.Of(kept.Path)
            : extension == PetriWorld.Extension ? await Convert(session, kept)
            : extension == Png && kept.Thumbnail is ReadOnlyMemory<byte> picture ? Results.Bytes(picture, "image/png")
            : Nothing();
    }

    private static IResult FindRecording(WorldSession session, string file) =>
        session.Snapshot.Recorded.FirstOrDefault(path => Path.GetFileName(path) == file) is string recorded && File.Exists(recorded)
            ? Downloads.Of(recorded)
            : Nothing();

    private static IResult Nothing() =>
        Results.Json(new ErrorAnswer("there is nothing of that name here"), statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> Convert(WorldSession session, Checkpoint kept)
    {
        TemporaryFile file = new($"world{PetriWorld.Extension}");
        try
        {
            await Failures.Having(() => session.SaveKept(kept.Name, file.Path));
            return Downloads.Of(file, $"{kept.Name}{PetriWorld.Extension}");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
