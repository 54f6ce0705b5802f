using GpuEcosystem.Sessions.Checkpoints;

namespace GpuEcosystem.Web.Protocol;

/// <summary>Something that was kept.</summary>
internal sealed record CheckpointNews(string Name, string Label, string Run, long Step, string? Parent, bool HasPicture)
{
    public static CheckpointNews Of(Checkpoint checkpoint) => new(
        checkpoint.Name, checkpoint.Label, checkpoint.Run, checkpoint.Step, checkpoint.Parent, checkpoint.Thumbnail is not null);
}
