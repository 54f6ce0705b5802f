namespace GpuEcosystem.Web.Security;

/// <summary>What a visitor may do.</summary>
internal enum Right
{
    /// <summary>Look on.</summary>
    Watch,

    /// <summary>Look on and ask the world for something.</summary>
    Steer,
}
