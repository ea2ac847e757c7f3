namespace Changeover.Bench.Roles;

/// <summary>One answer of the static upstream.</summary>
/// <param name="Name">Model name that asks for it.</param>
/// <param name="Chunks">Content chunks of the stream; 0 = a buffered answer of about 1 KB.</param>
/// <param name="Pace">Pause before each chunk; null = as fast as the socket takes them.</param>
/// <param name="Holds">After its chunks the stream stays open until the client goes.</param>
internal sealed record StaticModel(string Name, int Chunks, TimeSpan? Pace = null, bool Holds = false);
