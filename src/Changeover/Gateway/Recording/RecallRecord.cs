using System.Text.Json.Serialization;
using Changeover.Protocol.Chat;

namespace Changeover.Gateway.Recording;

/// <summary>That an answer was given again.</summary>
/// <param name="RequestId">Id of the request that it had answered first.</param>
/// <param name="Age">Since then.</param>
/// <param name="Usage">What the provider had counted then, and the client is shown again; null = nothing.</param>
public sealed record RecallRecord(string RequestId, [property: JsonPropertyName("age_s")] TimeSpan Age, TokenUsage? Usage);
