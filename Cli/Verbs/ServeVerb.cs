using System.CommandLine;
using System.Net;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Web;
using GpuEcosystem.Web.Listening;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Serves a page on which a world is watched and steered.</summary>
internal static class ServeVerb
{
    private static readonly TimeSpan lookInterval = TimeSpan.FromMilliseconds(200);

    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        WorldOptions world = new();
        Option<string> host = new("--host")
        {
            Description = "The address that pages come to: one of this machine's, or 0.0.0.0 for all of them",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => new ServerOptions().Host,
        };
        Option<long> port = CommonOptions.WholeNumber(
            "--port", "N", 0, ServerOptions.UsualPort, "The port of that address; 0 for one that is free");
        Option<bool> noOpen = CommonOptions.Flag("--no-open", "Open no browser");
        Option<string?> certificate = CommonOptions.Path(
            "--certificate", "FILE.pem|.pfx", "Speak TLS (https) with this certificate");
        Option<string?> certificateKey = CommonOptions.Path(
            "--certificate-key", "FILE.pem", "The certificate's key, where it has a file of its own");
        Option<string> palette = CommonOptions.Palette();
        Option<string?> saveRecipe = CommonOptions.SaveRecipe();
        Option<string?> checkpoints = CommonOptions.Path(
            "--checkpoints", "DIR", "Where what is kept goes, and the tray looks; 'checkpoints' unless given");
        AutosaveOptions autosave = new(500, "checkpoints/autosave");
        Option<bool> json = CommonOptions.Flag(
            "--json", "Write the addresses as one line of JSON to standard output, and all else to standard error");
        Verb command = new(
            "serve", $"Watch a world in a browser, and steer it; without a world, the grown world {GrownWorlds.First}");
        world.AddTo(command);
        command.Add("The page", host, port, noOpen, certificate, certificateKey, palette, json);
        command.Add("What is kept", checkpoints, saveRecipe);
        autosave.AddTo(command);

        command.SetAction(parsed =>
        {
            WorldPlan plan = world.Read(parsed, terminal.Note, autosave.FindResumed(parsed, terminal.Note), GrownWorlds.Find(GrownWorlds.First));
            Palette colours = Palette.Find(parsed.GetRequiredValue(palette));
            RunFileOptions.Require(parsed, certificateKey, certificate);
            if (parsed.GetValue(saveRecipe) is string record)
            {
                RecipeOutput.Check(record);
            }

            ServerOptions options = new(
                parsed.GetRequiredValue(host), ReadPort(parsed.GetValue(port)), parsed.GetValue(certificate), parsed.GetValue(certificateKey));
            SessionOptions kept = new(
                parsed.GetValue(checkpoints) ?? "checkpoints", autosave.ReadInterval(parsed), autosave.ReadFolder(parsed))
            {
                Palette = colours,
                Recorders = Recorders.All,
            };
            using ComputeDevice device = terminal.Open(world.ReadDevice(parsed));
            using WorldSession session = new(plan.Start.Open(device, terminal.Note), kept);
            using WorldServer server = WorldServer.Open(session, options);

            // Nothing that shows pictures could hold the world back, but a clock.
            session.Send(new SetPace(Pace.All[^1]));
            session.Start();
            Announce(terminal, server.Address, options, parsed.GetValue(json), opens: !parsed.GetValue(noOpen));
            Wait(session, server, interruption);
            server.End("the program was stopped");
            session.Dispose();
            if (parsed.GetValue(saveRecipe) is string recipe)
            {
                RecipeOutput.Write(recipe, session.Recipe);
            }

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

    private static int ReadPort(long port) => port <= IPEndPoint.MaxPort
        ? (int)port
        : throw new UserException($"--port must be at most {IPEndPoint.MaxPort}; {port} is not");

    private static void Announce(Terminal terminal, ServerAddress address, ServerOptions options, bool json, bool opens)
    {
        if (json)
        {
            terminal.JsonLine(address);
            return;
        }

        terminal.Line($"steer: {address.Url}");
        terminal.Line($"watch: {address.WatchUrl}");
        if (IsLoopback(options.Host))
        {
            terminal.Note(FormattableString.Invariant(
                $"From another machine: ssh -L {address.Port}:127.0.0.1:{address.Port} {Environment.UserName}@{Dns.GetHostName()}, then these addresses there."));
        }
        else
        {
            string line = options.Certificate is null ? ", over a line that anybody between can read; --certificate encrypts it" : "";
            terminal.Note($"Warning: whoever reaches {options.Host} and has an address from above gets in{line}.");
        }

        terminal.Note("Ctrl-C ends it.");
        if (opens)
        {
            Browser.Open(address.Url);
        }
    }

    private static bool IsLoopback(string host) =>
        IPAddress.TryParse(host, out IPAddress? address) ? IPAddress.IsLoopback(address) : host == "localhost";
}
