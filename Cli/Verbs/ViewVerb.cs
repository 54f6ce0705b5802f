using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Sessions;
using GpuEcosystem.Viewer;
using GpuEcosystem.Web;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Shows a world in a window, where it can be steered.</summary>
internal static class ViewVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        WorldOptions world = new();
        Option<long> frames = CommonOptions.WholeNumber("--frames", "N", 1, null, "Leave after so many frames");
        Option<string?> screenshot = CommonOptions.Path(
            "--screenshot", "FILE.png", "What the window shows when it closes");
        Option<string?> shown = CommonOptions.ShownWorld("What the window shows; B and Shift+B choose another");
        Option<bool> fullScreen = CommonOptions.Flag("--full-screen", "Fill the screen; F11 does so later");
        Option<bool> noVsync = CommonOptions.Flag("--no-vsync", "Draw without waiting for the screen; V does so later");
        Option<bool> welcome = CommonOptions.Flag("--welcome", "Explain what is seen, as when the window first opened");
        SessionOptionGroup kept = new();
        Option<bool> serve = CommonOptions.Flag("--serve", "Serve a page with the same world too, as the verb serve does");
        PageOptions page = new();
        Option<bool> json = CommonOptions.Json();
        Verb command = new("view", $"Watch a world in a window, and steer it; without a world, the grown world {GrownWorlds.First}");
        world.AddTo(command);
        command.Add("The window", kept.Palette, shown, fullScreen, noVsync, welcome, frames, screenshot, json);
        command.Add("A page beside the window", [serve, .. page.All]);
        kept.AddTo(command);

        command.SetAction(parsed =>
        {
            WorldPlan plan = world.Read(parsed, terminal.Note, kept.FindResumed(parsed, terminal.Note), GrownWorlds.Find(GrownWorlds.First));
            SessionOptions session = kept.Read(parsed);
            RunFileOptions.RefuseSameFile(parsed, screenshot, kept.SaveRecipe);
            page.RequireNone(parsed, serve);
            if (parsed.GetValue(screenshot) is string picture)
            {
                FileEnding.Require(picture, "screenshots", ".png");
            }

            ViewerOptions options = new(
                parsed.Gives(frames) ? parsed.GetValue(frames) : null,
                parsed.GetValue(screenshot),
                Vsync: !parsed.GetValue(noVsync),
                parsed.GetValue(fullScreen),
                parsed.GetValue(welcome) ? () => true : parsed.Gives(frames) || parsed.Gives(screenshot) ? null : FirstUse.Take,
                CommonOptions.ReadShownWorld(parsed, shown, plan.Start.Configuration.Parameters));
            using ComputeDevice device = terminal.Open(world.ReadDevice(parsed));
            using WorldViewer viewer = WorldViewer.Open(() => plan.Start.Open(device, terminal.Note), session.Palette, options, session);
            using WorldServer? server = parsed.GetValue(serve) ? WorldServer.Open(viewer.World, page.Read(parsed)) : null;
            if (server is not null)
            {
                page.Announce(parsed, terminal, server.Address, parsed.GetValue(json));
            }

            if (options.Frames is null)
            {
                terminal.Note("In the window ? lists all keys, Space pauses, and Ctrl+Q leaves.");
            }

            ViewerReport report = viewer.Run(interruption);
            server?.End("the window was closed");
            kept.WriteRecipe(parsed, report.Recipe);
            int exitCode = Report(terminal, device, report, parsed.GetValue(json));
            return exitCode == ExitCode.Done && interruption.IsCancellationRequested ? ExitCode.Stopped : exitCode;
        });
        return command;
    }

    private static int Report(Terminal terminal, ComputeDevice device, ViewerReport report, bool json)
    {
        if (json)
        {
            terminal.Json(ViewReport.Create(device, report));
        }
        else
        {
            terminal.Line(FormattableString.Invariant(
                $"{report.Frames} frames, {report.FramesPerSecond:0.0} a second; {report.Steps} steps, {report.StepsPerSecond:0.0} a second; pixels by {report.PixelPath} ({report.PixelPathReason})"));
        }

        if (report.Death is null)
        {
            return ExitCode.Done;
        }

        terminal.Fail($"the world died: {report.Death}");
        return ExitCode.WorkFailed;
    }
}
