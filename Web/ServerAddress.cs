namespace GpuEcosystem.Web;

/// <summary>Where a server is reached, and with which secrets.</summary>
/// <param name="Url">A link for those who steer.</param>
/// <param name="WatchUrl">A link for those who only watch.</param>
/// <param name="Token">What a program that steers shows as <c>Authorization: Bearer</c>.</param>
/// <param name="WatchToken">What a program that only watches shows.</param>
/// <param name="Port">The port.</param>
public sealed record ServerAddress(string Url, string WatchUrl, string Token, string WatchToken, int Port);
