using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>
/// A cluster of one node that says it has three processors, on loopback: SLURM's own programs with a configuration of the test's. They must be
/// root's, as the jobs are.
/// </summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] programs = ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch"];

    private readonly TemporaryFolder folder = new();

    public SlurmCluster()
    {
        Devices.Require(WhyNot());
        Directory.CreateDirectory(folder["state"]);
        Directory.CreateDirectory(folder["spool"]);
        folder.Write("key", new string('k', 128));
        Run("chmod", "400", folder["key"]);

        // What programs reach by its socket lies in a folder that all may look into.
        Run("chmod", "711", folder.Path);
        string host = Dns.GetHostName().Split('.')[0];
        Configuration = folder.Write("slurm.conf", string.Create(CultureInfo.InvariantCulture, $"""
            ClusterName=tests
            SlurmctldHost={host}(127.0.0.1)
            SlurmUser=root
            SlurmdUser=root
            AuthType=auth/munge
            AuthInfo=socket={folder["socket"]}
            CredType=cred/munge
            StateSaveLocation={folder["state"]}
            SlurmdSpoolDir={folder["spool"]}
            SlurmctldPidFile={folder["slurmctld.pid"]}
            SlurmdPidFile={folder["slurmd.pid"]}
            SlurmctldLogFile={folder["slurmctld.log"]}
            SlurmdLogFile={folder["slurmd.log"]}
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            SlurmdParameters=config_overrides
            SchedulerParameters=sched_interval=1
            SwitchType=switch/none
            MpiDefault=none
            ReturnToService=2
            MailProg=/bin/true
            NodeName={host} NodeAddr=127.0.0.1 CPUs=3 State=UNKNOWN
            PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP

            """));
        Run(
            "/usr/sbin/munged", $"--key-file={folder["key"]}", $"--socket={folder["socket"]}", $"--pid-file={folder["munged.pid"]}", $"--log-file={folder["munged.log"]}", $"--seed-file={folder["seed"]}");
        Run("/usr/sbin/slurmctld", "-f", Configuration);
        Run("/usr/sbin/slurmd", "-f", Configuration);
    }

    /// <summary>What SLURM's programs are to find in SLURM_CONF.</summary>
    public string Configuration { get; }

    /// <summary>Waits until a job has ended.</summary>
    public void Await(string job)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Ask("squeue", "-h", "-j", job) is { Length: > 0 } left)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(2), left + File.ReadAllText(folder["slurmctld.log"]));
            Thread.Sleep(100);
        }
    }

    public void Dispose()
    {
        foreach (string daemon in (string[])["slurmd", "slurmctld", "munged"])
        {
            if (File.Exists(folder[$"{daemon}.pid"]))
            {
                End(int.Parse(File.ReadAllText(folder[$"{daemon}.pid"]), CultureInfo.InvariantCulture));
            }
        }

        folder.Dispose();
    }

    private static string? WhyNot() =>
        programs.FirstOrDefault(program => !File.Exists(program)) is string missing ? $"there is no SLURM here ({missing}; Debian's package slurm-wlm)"
        : !Environment.IsPrivilegedProcess ? "SLURM needs root"
        : null;

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void End(int process)
    {
        try
        {
            using Process daemon = Process.GetProcessById(process);
            using Process kill = Process.Start("kill", [$"{process}"]);
            if (!daemon.WaitForExit(10_000))
            {
                daemon.Kill();
            }
        }
        catch (ArgumentException)
        {
            // It has ended by itself.
        }
    }

    private string Ask(params string[] command) =>
        ProgramProcess.RunCommand(new Dictionary<string, string?> { ["SLURM_CONF"] = Configuration }, command).Output;

    // A daemon would keep the other end of a pipe.
    private static void Run(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", .. command]))!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Join(' ', command));
    }
}
