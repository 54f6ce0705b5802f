using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>Where the absent do not count, nothing depends on what they propose, on the way there and on the way back.</summary>
public class AbsentProposalTests
{
    private const int Entities = 4;
    private const int Channels = 5;
    private const int StateChannels = 4;
    private const float Threshold = 0.5f;

    private static readonly int cells = OperationBench.Cells;

    /// <summary>Every body, both modes, with and without concentration.</summary>
    public static TheoryData<string, CompetitionMode, bool> Rules => [.. from device in Devices.EveryBody
                                                                         from mode in Enum.GetValues<CompetitionMode>()
                                                                         from concentrated in (bool[])[true, false]
                                                                         select (device, mode, concentrated)];

    /// <summary>The same bits whether the absent propose something, or what is no number.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void What_the_absent_propose_has_no_effect(string device, CompetitionMode mode, bool concentrated)
    {
        Results some = Run(device, mode, concentrated, 0.7);
        Results none = Run(device, mode, concentrated, double.NaN);
        Assert.Equal(some.Scores, none.Scores);
        Assert.Equal(some.State, none.State);
        Assert.Equal(some.Gradient, none.Gradient);
        Assert.All(none.State, value => Assert.True(float.IsFinite(value)));

        // The test would show nothing in a world whose species are everywhere, or nowhere.
        int absent = 0;
        for (int i = 0; i < none.Gradient.Length; i++)
        {
            bool counts = none.Masks[i / (Channels * cells) * cells + i % cells] > 0;
            absent += counts ? 0 : 1;
            Assert.True(counts || none.Gradient[i] == 0, $"{none.Gradient[i]} at {i}");
        }

        Assert.InRange(absent, none.Gradient.Length / 10, none.Gradient.Length * 9 / 10);
        Assert.True(none.Gradient.Count(value => value != 0) > cells);
    }

    private static Results Run(string device, CompetitionMode mode, bool concentrated, double ofAbsent)
    {
        using OperationBench bench = new(device, seed: 11);
        Area target = OperationBench.Target;
        Planes grid = bench.Planes(Aliveness(bench)).Planes;
        Planes walls = bench.Planes([.. Enumerable.Range(0, cells).Select(cell => cell % 17 == 5 ? 1.0 : 0)]).Planes;
        PlaneBuffer masks = bench.Result(Entities);
        bench.Workbench.Run<AliveMask, AliveMask.Arguments>(new AliveMask.Arguments
        {
            Grid = grid,
            Walls = walls,
            Masks = masks.Planes,
            Entities = Entities,
            Threshold = Presence.Threshold,
            Readable = new WorldStack(target),
            Target = target,
        });
        float[] present = bench.Workbench.Read(masks);
        double[] proposals = bench.Draw(Entities * Channels * cells);
        for (int i = 0; i < proposals.Length; i++)
        {
            proposals[i] = present[i / (Channels * cells) * cells + i % cells] > 0 ? proposals[i] : ofAbsent;
        }

        Proposals made = new()
        {
            Sun = bench.Planes(proposals[..(Channels * cells)]).Planes,
            Species = bench.Planes(proposals[(Channels * cells)..]).Planes,
            Channels = Channels,
            StateChannels = StateChannels,
            Entities = Entities,
        };
        Norms.Arguments norms = new()
        {
            Proposals = made,
            Opposers = OppositionKind.Present,
            Masks = masks.Planes,
            Norms = bench.Result(2 * Entities).Planes,
            Target = target,
        };
        Concentration.Arguments concentration = new()
        {
            Norms = norms.Norms,
            Weights = bench.Planes([.. Enumerable.Repeat(double.NaN, 3 * Entities * cells)]).Planes,
            Entities = Entities,
            InverseTemperature = 20,
            Baseline = 0.2f,
            Window = 4,
            Readable = target,
            Target = target,
        };
        PlaneBuffer scored = bench.Result(Entities);
        Scores.Arguments scores = new()
        {
            Proposals = made,
            Norms = norms.Norms,
            Concentration = concentration.Weights,
            Grid = grid,
            Walls = walls,
            Boosts = new PopulationBoosts { Populations = bench.Buffer(new double[Entities]).View },
            Opposition = bench.Result(StateChannels / 2 + 1).Planes,
            Scores = scored.Planes,
            Similarity = SimilarityKind.Dot,
            Mode = mode,
            Opposers = OppositionKind.Present,
            Concentrated = concentrated ? 1 : 0,
            Readable = target,
            Target = target,
        };
        bench.Workbench.Run<Norms, Norms.Arguments>(norms);
        if (concentrated)
        {
            bench.Workbench.Run<Concentration, Concentration.Arguments>(concentration);
        }

        bench.Workbench.Run<Scores, Scores.Arguments>(scores);
        float[] scoresMade = bench.Workbench.Read(scored);
        Resolution.Arguments resolution = new()
        {
            Grid = grid,
            Weights = scored.Planes,
            Gates = bench.Result(Entities - 1).Planes,
            Aliveness = bench.Result(Entities).Planes,
            Alive = bench.Result(1).Planes,
            Entities = Entities,
            InverseTemperature = 1,
            Threshold = Threshold,
            GateSteepness = 2,
            Readable = target,
            Target = target,
        };
        bench.Workbench.Run<Resolution, Resolution.Arguments>(resolution);
        float[] state = MoveState(bench, made, resolution);
        return new Results(present, scoresMade, state, GoBack(bench, resolution, scores, concentration));
    }

    // A few cells of the first two species, none of the last, the sun everywhere.
    private static double[] Aliveness(OperationBench bench) =>
    [
        .. bench.Draw(Entities * cells, 0.1f, 1).Select((alive, i) => (i / cells, i % cells) switch
        {
            (0, _) or (1, 0 or 30) or (2, 21) => alive,
            _ => 0,
        }),
    ];

    private static float[] MoveState(OperationBench bench, in Proposals made, in Resolution.Arguments resolution)
    {
        PlaneBuffer state = bench.Result(Channels);
        Planes uniforms = bench.Planes(new double[cells]).Planes;
        bench.Workbench.Run<StateUpdate, StateUpdate.Arguments>(new StateUpdate.Arguments
        {
            Proposals = made,
            Weights = resolution.Weights,
            Alive = resolution.Alive,
            Participation = new Participation
            {
                Uniforms = new CellUniforms { AreGiven = 1, Given = uniforms, Whole = OperationBench.Target },
                WinRate = uniforms,
                Probability = 1,
            },
            State = bench.Planes(bench.Draw(Channels * cells)).Planes,
            NextState = state.Planes,
            Target = OperationBench.Target,
        });
        return bench.Workbench.Read(state);
    }

    private static float[] GoBack(
        OperationBench bench, in Resolution.Arguments resolution, in Scores.Arguments scores, in Concentration.Arguments concentration)
    {
        Planes scoreGradient = bench.Result(Entities).Planes;
        bench.Workbench.Run<ResolutionGradient, ResolutionGradient.Arguments>(new ResolutionGradient.Arguments
        {
            Forward = resolution,
            Uniforms = new CellUniforms { AreGiven = 1, Given = bench.Planes(new double[cells]).Planes, Whole = OperationBench.Target },
            Upstream = bench.Buffer(bench.Draw(Entities)).View,
            ScoreGradient = scoreGradient,
            Probability = 1,
        });
        ScoresGradient.Arguments back = new()
        {
            Forward = scores,
            Concentration = concentration,
            ScoreGradient = scoreGradient,
            OppositionGradient = bench.Result(StateChannels / 2).Planes,
            NormGradient = bench.Planes([.. Enumerable.Repeat(double.NaN, 2 * Entities * cells)]).Planes,
            Flow = bench.Planes([.. Enumerable.Repeat(double.NaN, 2 * Entities * cells)]).Planes,
        };
        bench.Workbench.Run<ScoresGradient, ScoresGradient.Arguments>(back);
        PlaneBuffer sun = bench.Result(Channels);
        PlaneBuffer species = bench.Result((Entities - 1) * Channels);
        bench.Workbench.Run<ProposalGradient, ProposalGradient.Arguments>(new ProposalGradient.Arguments
        {
            Scores = scores,
            Concentration = concentration,
            ScoreGradient = scoreGradient,
            OppositionGradient = back.OppositionGradient,
            NormGradient = back.NormGradient,
            Flow = back.Flow,
            Gradient = scores.Proposals with { Sun = sun.Planes, Species = species.Planes },
            EndsInTanh = bench.Buffer([.. Enumerable.Repeat(1.0, Entities)]).View,
            Count = Entities,
        });
        return [.. bench.Workbench.Read(sun), .. bench.Workbench.Read(species)];
    }

    private sealed record Results(float[] Masks, float[] Scores, float[] State, float[] Gradient);
}
