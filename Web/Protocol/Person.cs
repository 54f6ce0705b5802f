namespace GpuEcosystem.Web.Protocol;

/// <summary>Somebody who watches.</summary>
internal sealed record Person(string Name, bool MaySteer, bool IsYou);
