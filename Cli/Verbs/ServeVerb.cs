using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Web;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Serves a page on which a world is watched and steered.</summary>
internal static class ServeVerb
{
    private static readonly TimeSpan lookInterval = TimeSpan.FromMilliseconds(200);

    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        WorldOptions world = new();
        PageOptions page = new();
        SessionOptionGroup kept = new();
        Option<bool> json = CommonOptions.Flag(
            "--json", "Write the addresses as one line of JSON to standard output, and all else to standard error");
        Verb command = new(
            "serve", $"Watch a world in a browser, and steer it; without a world, the grown world {GrownWorlds.First}");
        world.AddTo(command);
        command.Add("The page", [.. page.All, kept.Palette, json]);
        kept.AddTo(command);

        command.SetAction(parsed =>
        {
            WorldPlan plan = world.Read(parsed, terminal.Note, kept.FindResumed(parsed, terminal.Note), GrownWorlds.Find(GrownWorlds.First));
            SessionOptions options = kept.Read(parsed);
            using ComputeDevice device = terminal.Open(world.ReadDevice(parsed));
            using WorldSession session = new(plan.Start.Open(device, terminal.Note), options);
            using WorldServer server = WorldServer.Open(session, page.Read(parsed));

            // Nothing that shows pictures could hold the world back, but a clock.
            session.Send(new SetPace(Pace.Fastest));
            session.Start();
            page.Announce(parsed, terminal, server.Address, parsed.GetValue(json));
            terminal.Note("Ctrl-C ends it.");

            Wait(session, server, interruption);
            server.End("the program was stopped");
            session.Dispose();
            kept.WriteRecipe(parsed, session.Recipe);
            terminal.Note($"stopped after {session.StepsTaken} steps");
            if (session.Snapshot.Death is string death)
            {
                terminal.Fail($"the world died: {death}");
                return ExitCode.WorkFailed;
            }

            return ExitCode.Stopped;
        });
        return command;
    }

    // Until somebody stops the program, or the world's thread cannot go on, which pages hear first.
    private static void Wait(WorldSession session, WorldServer server, CancellationToken interruption)
    {
        try
        {
            while (!interruption.WaitHandle.WaitOne(lookInterval))
            {
                session.ThrowIfFailed();
            }
        }
        catch (Exception exception)
        {
            server.End($"the program failed: {exception.Message}");
            throw;
        }
    }
}
