namespace GpuEcosystem.Kernels.Random;

/// <summary>What a random number is for. Each use draws from a stream of its own, so none disturbs another.</summary>
public enum RandomStream : uint
{
    /// <summary>Whether a cell takes part in a step; index = cell.</summary>
    CellUpdate = 1,

    /// <summary>The same in the learning pass; index = cell of the patch.</summary>
    PatchUpdate = 2,

    /// <summary>Where the training patch lies.</summary>
    PatchPosition = 3,

    /// <summary>Cells that a new world's seeds take; index = species · seeds + seed.</summary>
    SeedPosition = 4,

    /// <summary>State of a seeded or painted cell; index = (species · cells + cell) · channels + channel.</summary>
    SeedState = 5,

    /// <summary>A species' scale and bias vector; index = species · (channels + 1) + number.</summary>
    SpeciesCharacter = 6,

    /// <summary>Initial weights; index = place in the weight buffer of a world whose species have all such networks.</summary>
    Weights = 7,

    /// <summary>The sun's base vector; index = channel.</summary>
    Sun = 8,

    /// <summary>Cells and states of respawned seeds.</summary>
    Respawn = 9,

    /// <summary>Dropped channels in the learning pass.</summary>
    Dropout = 10,

    /// <summary>Cells that a user's seeds take; index = 2 · seed (its distance), 2 · seed + 1 (its direction).</summary>
    Scatter = 11,

    /// <summary>A new seasonal sun's waves and layers; index = place among all that it learns.</summary>
    SeasonalSun = 12,

    /// <summary>Slots of a pool of worlds that an epoch draws; index = world of the batch.</summary>
    PoolDraw = 13,

    /// <summary>Cells that the seeds of a pool's worlds take; index = seed, step = world.</summary>
    PoolSeeds = 14,

    /// <summary>Cells in which species come back to a pool's worlds; index = place among those of all slots, step = epoch.</summary>
    PoolRespawn = 15,

    /// <summary>What the gates of a circuit read; index = gate, step = layer.</summary>
    Wires = 16,

    /// <summary>What the worlds that a circuit learns from begin with; index = board, or cell of a channel of a world; step = update.</summary>
    LessonStart = 17,

    /// <summary>Which of their cells take part in a step; index = cell, step = update · steps of a lesson + step.</summary>
    LessonFiring = 18,

    /// <summary>The bits that a world of a circuit begins with; index = 32 cells of a channel's row, step = update.</summary>
    StartBits = 19,

    /// <summary>Where a square of a world of a circuit is destroyed; index 0 = column, 1 = row.</summary>
    Damage = 20,

    /// <summary>Genes of a trial that is drawn anew; index = gene, step = trial.</summary>
    Genome = 32,

    /// <summary>Whom a trial descends from; index = draw, step = trial.</summary>
    Selection = 33,

    /// <summary>How a trial's genes differ from its parents'; index = draw, step = trial.</summary>
    Variation = 34,

    /// <summary>Seeds of the worlds of trials; index = half of a seed.</summary>
    WorldSeed = 35,

    /// <summary>Cells in which a world's twins differ from it; index = twin, step = trial.</summary>
    Perturbation = 36,

    /// <summary>Points that share a space among centroids; index = feature, step = point.</summary>
    Centroid = 37,

    /// <summary>What figures of a search are drawn with, such as samples of a bootstrap; index = draw, step = sample.</summary>
    Resampling = 38,

    /// <summary>Permutations of a Halton design's digits; index = digit · base + number, step = gene.</summary>
    HaltonDigits = 39,

    /// <summary>Random orders of a frame's cells, in which nothing is left but how many each entity holds; index = draw.</summary>
    CellOrder = 40,

    /// <summary>What is added to weights; index = place in the weight buffer.</summary>
    WeightNoise = 41,
}
