using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Circuits;
using static GpuEcosystem.Engine.Parameters.Domains;
using static GpuEcosystem.Engine.Parameters.ParameterEffect;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>Every parameter of worlds whose rule is a circuit, declared once.</summary>
internal static class LogicCircuitCatalogue
{
    /// <summary>All of them.</summary>
    public static ParameterCatalogue Instance { get; } = new(
        LogicCircuitParameters.Default,
        [
            SharedParameters.GridWidth,
            SharedParameters.GridHeight,
            new WorldParameter<LogicCircuitParameters, int>("Channels", Rebuild, Whole(1, 256),
                "Bits of a cell; neighbours see them all.",
                p => p.HiddenChannels, (p, value) => p with { HiddenChannels = value })
            { LogarithmicFrom = 1, OtherNames = ["C"] },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.Kernels), Rebuild, Whole(1, 64),
                "Small circuits that look at each channel's neighbourhood.",
                p => p.Kernels, (p, value) => p with { Kernels = value })
            { OtherNames = ["n_kernels", "K"] },
            new WorldParameter<LogicCircuitParameters, int>(
                nameof(LogicCircuitParameters.KernelOutputs), Rebuild, new ChoiceDomain<int>(ParameterKind.Integer, 1, 2),
                "Answers of each of these.",
                p => p.KernelOutputs, (p, value) => p with { KernelOutputs = value }),
            new WorldParameter<LogicCircuitParameters, GateLayers>(
                nameof(LogicCircuitParameters.UpdateLayers), Rebuild,
                new TextDomain<GateLayers>($"sizes such as 256x10, 128, 64; up to {GateLayers.MostLayers} layers of 1 to {GateLayers.MostGates}", GateLayers.Parse),
                "Gates of the layers that make a cell's new bits of all answers; a last one has as many as Channels.",
                p => p.UpdateLayers, (p, value) => p with { UpdateLayers = value })
            { Unit = "gates", OtherNames = ["layers"] },
            new WorldParameter<LogicCircuitParameters, WireKind>(nameof(LogicCircuitParameters.UpdateWires), Rebuild, Names<WireKind>(),
                "How these layers are wired: each pair of inputs once, or any pairs.",
                p => p.UpdateWires, (p, value) => p with { UpdateWires = value })
            { OtherNames = ["connections"] },
            new WorldParameter<LogicCircuitParameters, float>(nameof(LogicCircuitParameters.PassLogit), Reset, Numbers(0f, 20f),
                "How firmly gates begin as such that pass their first input on.",
                p => p.PassLogit, (p, value) => p with { PassLogit = value })
            { OtherNames = ["DEFAULT_PASS_VALUE"] },
            new WorldParameter<LogicCircuitParameters, LessonTarget>(
                nameof(LogicCircuitParameters.Target), Resize,
                new TextDomain<LessonTarget>("a rule such as B3/S23, squares:16, or picture:0110/1001", LessonTarget.Parse),
                "What is to be learned: the next step of a rule, or a picture.",
                p => p.Target, (p, value) => p with { Target = value }),
            new WorldParameter<LogicCircuitParameters, CircuitStart>(nameof(LogicCircuitParameters.Start), Reset, Names<CircuitStart>(),
                "Worlds begin with random bits, without any, or with one cell in the middle.",
                p => p.Start, (p, value) => p with { Start = value }),
            new WorldParameter<LogicCircuitParameters, bool>(nameof(LogicCircuitParameters.Periodic), Live, new SwitchDomain(),
                "Lets cells at opposite borders be neighbours.",
                p => p.Periodic, (p, value) => p with { Periodic = value })
            { IsMain = true },
            new WorldParameter<LogicCircuitParameters, bool>(nameof(LogicCircuitParameters.Asynchronous), Live, new SwitchDomain(),
                "Lets chance decide which cells take their new bits.",
                p => p.Asynchronous, (p, value) => p with { Asynchronous = value })
            { IsMain = true, OtherNames = ["async_training"] },
            new WorldParameter<LogicCircuitParameters, float>(nameof(LogicCircuitParameters.FireRate), Live, Numbers(0.01f, 1f),
                "Share of the cells that then do.",
                p => p.FireRate, (p, value) => p with { FireRate = value })
            { IsMain = true, LogarithmicFrom = 0.01 },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.LearnInterval), Live, Whole(0, 10000),
                "A step is an update, and after so many the world takes the new circuit; 0 switches learning off.",
                p => p.LearnInterval, (p, value) => p with { LearnInterval = value })
            { IsMain = true, Unit = "steps", LogarithmicFrom = 1 },
            SharedParameters.LearningRate,
            new WorldParameter<LogicCircuitParameters, GateMode>(nameof(LogicCircuitParameters.GateMode), Live, Names<GateMode>(),
                "While they learn, gates are mixtures, or already what they are most likely to be.",
                p => p.GateMode, (p, value) => p with { GateMode = value }),
            new WorldParameter<LogicCircuitParameters, float>(nameof(LogicCircuitParameters.GateTemperature), Live, Numbers(0.05f, 5f),
                "Low: mixtures come near decided gates.",
                p => p.GateTemperature, (p, value) => p with { GateTemperature = value })
            { LogarithmicFrom = 0.05 },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.UnrollSteps), Live, Whole(1, 256),
                "Steps from a start to the picture, all of which are learned through; a rule is learned in one.",
                p => p.UnrollSteps, (p, value) => p with { UnrollSteps = value })
            { Unit = "steps", LogarithmicFrom = 1, OtherNames = ["num_steps", "k"] },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.BatchWorlds), Resize, Whole(1, 4096),
                "Worlds that are learned from at once.",
                p => p.BatchWorlds, (p, value) => p with { BatchWorlds = value })
            { Unit = "worlds", LogarithmicFrom = 1, OtherNames = ["batch_size", "B"] },
            new WorldParameter<LogicCircuitParameters, float>(nameof(LogicCircuitParameters.WeightDecay), Live, Numbers(0f, 1f),
                "How much of what gates have learned an update forgets, times the learning rate.",
                p => p.WeightDecay, (p, value) => p with { WeightDecay = value })
            { LogarithmicFrom = 0.0001 },
            new WorldParameter<LogicCircuitParameters, float>(nameof(LogicCircuitParameters.Beta2), Live, Numbers(0.5f, 0.9999f),
                "How long learning remembers how large gradients were.",
                p => p.Beta2, (p, value) => p with { Beta2 = value }),
            new WorldParameter<LogicCircuitParameters, float>(nameof(LogicCircuitParameters.GradientClipValue), Live, Numbers(0f, 1e6f),
                "Cuts each number of a gradient down to this; 0 leaves it alone.",
                p => p.GradientClipValue, (p, value) => p with { GradientClipValue = value })
            { LogarithmicFrom = 0.01 },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.LossChannels), Resize, Whole(1, 256),
                "Channels, from the first, that have a target.",
                p => p.LossChannels, (p, value) => p with { LossChannels = value })
            { LogarithmicFrom = 1 },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.DamageSize), Live, Whole(0, 256),
                "Side of a square, at a random place, that is destroyed again and again; 0 for none.",
                p => p.DamageSize, (p, value) => p with { DamageSize = value })
            { IsMain = true, Unit = "cells", LogarithmicFrom = 1 },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.DamageEvery), Live, Whole(1, 10000),
                "Steps from one destruction to the next.",
                p => p.DamageEvery, (p, value) => p with { DamageEvery = value })
            { IsMain = true, Unit = "steps", LogarithmicFrom = 1 },
            new WorldParameter<LogicCircuitParameters, int>(nameof(LogicCircuitParameters.HardLossEvery), Live, Whole(1, 100000),
                "Updates from one look at the loss of decided gates to the next.",
                p => p.HardLossEvery, (p, value) => p with { HardLossEvery = value })
            { Unit = "updates", LogarithmicFrom = 1 },
            SharedParameters.Seed,
        ],
        LogicCircuitRules.RulesName);
}
