using Xunit;

namespace GpuEcosystem.Tests.Parameters;

/// <summary>What the browser platform's panel calls the parameters that both programs have.</summary>
internal static class BrowserLabels
{
    /// <summary>All of them, each with the name here.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "Species", "Species" },
        { "Grid Size", "GridWidth" },
        { "Sharpness", "CompetitionTemperature" },
        { "Survival", "AliveThreshold" },
        { "Growth Gate", "GrowthGateSteepness" },
        { "Model Depth", "NetworkDepth" },
        { "Model Width", "NetworkWidth" },
        { "Cell State Dim", "StateChannels" },
        { "Kernel Size", "KernelSize" },
        { "Optimizer", "Optimizer" },
        { "Learn Rate", "LearningRate" },
        { "Sun LR Scale", "SunRateScale" },
        { "Sun Mode", "SunMode" },
        { "Competition", "CompetitionMode" },
        { "Learn Interval", "LearnInterval" },
        { "Update Prob", "UpdateProbability" },
        { "Local Win Boost", "WinRate" },
        { "Win Boost Strength", "WinRateStrength" },
        { "Win Rate Memory", "WinRateMemory" },
        { "Cell Memory", "HiddenChannels" },
        { "Sun Strength", "SunInitScale" },
        { "Dropout", "Dropout" },
        { "Focus Weak", "SoftMinSharpness" },
        { "Growth Curve", "GrowthCurve" },
        { "Diversity", "DiversityWeight" },
        { "Train Region", "TrainRegion" },
        { "Sun Penalty", "SunPenalty" },
        { "Min Occupancy", "MinOccupancy" },
        { "Cosine Similarity", "Similarity" },
        { "Concentration", "Concentration" },
        { "Conc. Temp", "ConcentrationTemperature" },
        { "Conc. Baseline", "ConcentrationBaseline" },
        { "Conc. Window", "ConcentrationWindow" },
        { "Seeds per species", "SeedsPerSpecies" },
    };
}
