using System.Text.Json.Nodes;

namespace Changeover.Sandbox.Faults;

/// <summary>A parameter of a fault.</summary>
/// <param name="Name">Name in <c>parameters</c>.</param>
/// <param name="Default">Value when it is not given; its JSON type is the type of the parameter.</param>
/// <param name="What">Meaning, unit and allowed values.</param>
public sealed record FaultParameter(string Name, JsonValue Default, string What);
