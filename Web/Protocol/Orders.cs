using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Web.Security;

namespace GpuEcosystem.Web.Protocol;

/// <summary>What pages and programs ask of the world.</summary>
internal static class Orders
{
    /// <summary>Why who only watches is refused.</summary>
    public const string WatchersRefusal = "who came by this address may watch, but not steer";

    /// <summary>Carries out a command.</summary>
    /// <param name="session">The world.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="json">The command.</param>
    /// <returns>Why it was not done; null if it was.</returns>
    public static async Task<string?> CarryOut(WorldSession session, Visitor visitor, string name, JsonElement json)
    {
        if (!visitor.MaySteer)
        {
            return WatchersRefusal;
        }

        try
        {
            SessionCommand command = Restrict(CommandReader.Read(json, session.Wanted));
            return (await session.Send(command, name)).Refusal;
        }
        catch (UserException exception)
        {
            return exception.Message;
        }
    }

    // Who sits elsewhere has no say in which of this machine's files are read.
    private static SessionCommand Restrict(SessionCommand command)
    {
        if (command is not OpenWorld open)
        {
            return command;
        }

        if (GrownWorlds.Find(open.Given) is string grown)
        {
            return new OpenWorld(grown);
        }

        return BrowserLink.IsLink(open.Given) && !File.Exists(open.Given)
            ? open
            : throw new UserException("open takes the name of a grown world or a link of the browser platform; files are sent to /api/worlds");
    }
}
