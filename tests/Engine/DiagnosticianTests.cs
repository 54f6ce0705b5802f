using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Diagnosis;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A diagnosis goes on after whatever goes wrong in one of its stages.</summary>
public sealed class DiagnosticianTests : IDisposable
{
    private readonly TemporaryFolder cases = new();

    public void Dispose() => cases.Dispose();

    /// <summary>An OpenCL device's driver is asked all that it knows, and the device computes.</summary>
    [Fact]
    public void OpenCL_devices_are_diagnosed()
    {
        Devices.Open("opencl");
        CopyShippedCase("small-full");
        using CancellationTokenSource enough = new();
        DeviceDiagnosis diagnosis = Diagnostician.Run(
            new DiagnosisRequest("opencl", cases.Path, TimeSpan.FromHours(1)),
            known =>
            {
                if (known.Cases.Count == 1)
                {
                    enough.Cancel();
                }
            },
            enough.Token);

        Assert.False(diagnosis.Failed);
        Assert.True(Assert.Single(diagnosis.Cases).Passed);
        DeviceFacts facts = diagnosis.Device!;
        Assert.Equal("opencl:0", facts.Description.Id);
        Assert.InRange(facts.GroupSize, 1, facts.MostThreadsPerGroup);
        Assert.All(
            (string[])["platform", "platformVersion", "deviceVersion", "driverVersion", "extensions"],
            name => Assert.NotEmpty(facts.Driver[name]));
        StageResult verify = diagnosis.Stages.Single(stage => stage.Name == "verify");
        Assert.Equal(StageState.Passed, verify.State);
        Assert.InRange(verify.KernelsCompiled, 20, 200);
    }

    /// <summary>A case that is damaged costs itself, and is named without the folders that lead to it.</summary>
    [Fact]
    public void A_case_without_an_end_costs_only_itself()
    {
        CopyShippedCase("small-full");
        Directory.CreateDirectory(cases["broken"]);
        File.WriteAllText(cases["broken/case.json"], "{");

        // Slow machines have not come beyond the cases by then.
        DeviceDiagnosis diagnosis = Diagnose(seconds: 30);

        Assert.True(diagnosis.Failed);
        Assert.True(diagnosis.Complete);
        Assert.Equal([false, true], diagnosis.Cases.Select(one => one.Passed));
        Assert.Contains("came to no end: InvalidDataException: Conformance case", diagnosis.Cases[0].Message);
        StageResult verify = diagnosis.Stages.Single(stage => stage.Name == "verify");
        Assert.Equal(StageState.Failed, verify.State);
        Assert.Equal("1 of 2 cases failed", verify.Reason);
        Assert.Contains(verify.Errors, error => error.Contains("CaseReader", StringComparison.Ordinal));
        Assert.All([.. verify.Errors, diagnosis.Cases[0].Message], text => Assert.DoesNotContain(cases.Path, text));
        Assert.Contains(diagnosis.Stages, stage => stage.Name == "resume");
    }

    /// <summary>So does a whole stage.</summary>
    [Fact]
    public void A_stage_that_throws_costs_only_itself()
    {
        using CancellationTokenSource afterwards = new();
        DeviceDiagnosis diagnosis = Diagnostician.Run(
            new DiagnosisRequest("cpu", cases.Path, TimeSpan.FromHours(1)),
            known =>
            {
                if (known.Stages.Any(stage => stage.Name == "repeat" && stage.State != StageState.Running))
                {
                    afterwards.Cancel();
                }
            },
            afterwards.Token);

        StageResult verify = diagnosis.Stages.Single(stage => stage.Name == "verify");
        Assert.Equal(StageState.Error, verify.State);
        Assert.StartsWith("there are no conformance cases in", verify.Reason);
        Assert.DoesNotContain(cases.Path, verify.Reason);
        Assert.Contains(diagnosis.Stages, stage => stage.Name == "repeat" && stage.State == StageState.Passed);
    }

    /// <summary>What does not answer is left behind when the time is up, and what was known before stays.</summary>
    [Fact]
    public void What_hangs_is_left_behind()
    {
        MakePipe(cases[Directory.CreateDirectory(cases["hanging"]).Name + "/case.json"]);
        Stopwatch clock = Stopwatch.StartNew();
        DeviceDiagnosis diagnosis = Diagnose(seconds: 10);

        Assert.InRange(clock.Elapsed.TotalSeconds, 10, 60);
        Assert.True(diagnosis.Failed);
        Assert.False(diagnosis.Complete);
        Assert.Equal(("verify", StageState.NoAnswer), (diagnosis.Stages[^1].Name, diagnosis.Stages[^1].State));
        Assert.NotNull(diagnosis.Device);
    }

    /// <summary>The same when somebody interrupts, who does not wait for the end of the time.</summary>
    [Fact]
    public void What_hangs_can_be_interrupted()
    {
        MakePipe(cases[Directory.CreateDirectory(cases["hanging"]).Name + "/case.json"]);
        using CancellationTokenSource interruption = new();
        DeviceDiagnosis diagnosis = Diagnostician.Run(
            new DiagnosisRequest("cpu", cases.Path, TimeSpan.FromHours(1)),
            known =>
            {
                if (known.Stages is [.., { Name: "verify" }])
                {
                    interruption.CancelAfter(500);
                }
            },
            interruption.Token);

        Assert.False(diagnosis.Failed);
        Assert.False(diagnosis.Complete);
        Assert.Equal(StageState.Interrupted, diagnosis.Stages[^1].State);
    }

    /// <summary>An error that hides another is told with what it hides, and with what compilers wrote meanwhile.</summary>
    [Fact]
    public void Hidden_errors_are_told()
    {
        using ErrorWitness witness = new();
        try
        {
            try
            {
                throw new InvalidOperationException("the kernel could not be compiled");
            }
            finally
            {
                Trace.WriteLine($"{Environment.CurrentDirectory}/kernel.cl:3: error");
                throw new ArgumentException("invalid handle");
            }
        }
        catch (ArgumentException)
        {
            // It is the only one that gets here.
        }

        Assert.StartsWith("InvalidOperationException: the kernel could not be compiled", witness.Errors[0]);
        Assert.Contains(nameof(DiagnosticianTests), witness.Errors[0]);
        Assert.StartsWith("ArgumentException: invalid handle", witness.Errors[1]);
        Assert.Contains("kernel.cl:3: error", witness.Log);
        Assert.DoesNotContain(Environment.CurrentDirectory, witness.Log);
    }

    /// <summary>Folders and names go, whatever the system; what is no path stays.</summary>
    [Theory]
    [InlineData("/media/disk/some/kernel.cl:3: error", "kernel.cl:3: error")]
    [InlineData(@"in C:\Users\Somebody\k.cl, line 3", "in k.cl, line 3")]
    [InlineData("12 GFLOP/s and 3 GB/s; see https://example.org/a/b", "12 GFLOP/s and 3 GB/s; see https://example.org/a/b")]
    public void Folders_are_hidden(string message, string expected) => Assert.Equal(expected, PrivateNames.Hide(message));

    /// <summary>Names that the system knows go as well.</summary>
    [Fact]
    public void Names_are_hidden()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string hidden = PrivateNames.Hide($"{Environment.UserName} on {Environment.MachineName} in {home}/a/b.txt, not {home}");

        Assert.Equal("(user) on (host) in b.txt, not (home)", hidden);
    }

    private DeviceDiagnosis Diagnose(int seconds) => Diagnostician.Run(
        new DiagnosisRequest("cpu", cases.Path, TimeSpan.FromSeconds(seconds)), _ => { }, TestContext.Current.CancellationToken);

    private void CopyShippedCase(string name)
    {
        Directory.CreateDirectory(cases[name]);
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "conformance", name)))
        {
            File.Copy(file, Path.Combine(cases[name], Path.GetFileName(file)));
        }
    }

    // Nobody ever writes into it, so whoever opens it to read waits for ever.
    private static void MakePipe(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only here can a file be made that nobody gets to read.");
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
