// Kernels and rules speak of the same choices.
global using CompetitionMode = GpuEcosystem.Kernels.Competition.CompetitionMode;
global using OppositionKind = GpuEcosystem.Kernels.Competition.OppositionKind;
global using SimilarityKind = GpuEcosystem.Kernels.Competition.SimilarityKind;
global using ObjectiveKind = GpuEcosystem.Kernels.Learning.ObjectiveKind;
global using OptimizerKind = GpuEcosystem.Kernels.Learning.OptimizerKind;
