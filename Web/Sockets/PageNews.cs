using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Web.Protocol;

namespace GpuEcosystem.Web.Sockets;

/// <summary>Knows what a page was told of the world, and says what it has not heard yet.</summary>
/// <param name="known">Up to where it knows the history.</param>
internal sealed class PageNews(Place? known)
{
    private WorldSnapshot? told;
    private IReadOnlyList<Checkpoint>? checkpoints;
    private Place? place = known;
    private bool hasHistory;

    /// <summary>Messages that bring the page up to a snapshot.</summary>
    public IEnumerable<byte[]> Until(WorldSnapshot snapshot)
    {
        if (ReferenceEquals(told, snapshot))
        {
            yield break;
        }

        if (told is null || RulesOf(told.Parameters) != RulesOf(snapshot.Parameters))
        {
            yield return WireJson.Message("rules", Rules.Create(snapshot.Parameters));
        }

        if (told is null || told.Parameters != snapshot.Parameters)
        {
            yield return WireJson.Message("values", Value.Of(snapshot.Parameters));
        }

        if (told?.Parameters != snapshot.Parameters || !told.Metrics.Networks.SequenceEqual(snapshot.Metrics.Networks))
        {
            yield return WireJson.Message("networks", NetworkNews.Of(snapshot));
        }

        yield return WireJson.Message("state", State.Of(snapshot));
        HistoryNews history = HistoryNews.After(place, snapshot);
        if (!hasHistory || history.Chapter != place?.Chapter || history.Samples.Count + history.Events.Count > 0)
        {
            yield return WireJson.Message("history", history);
        }

        if (!ReferenceEquals(checkpoints, snapshot.Checkpoints))
        {
            yield return WireJson.Message("checkpoints", snapshot.Checkpoints.Select(CheckpointNews.Of).ToArray());
        }

        (told, checkpoints, place, hasHistory) = (snapshot, snapshot.Checkpoints, Place.EndOf(snapshot), true);
    }

    // What the list of parameters and the ranges of layers follow from.
    private static (ParameterCatalogue Catalogue, int Species, int Channels) RulesOf(WorldParameters parameters) =>
        (parameters.Catalogue, parameters.Species, parameters.StateChannels + parameters.HiddenChannels);
}
