namespace Changeover.Sandbox.Dialects.OpenAI;

/// <summary>The fields that every object of one answer repeats.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Model">The model as the answer names it.</param>
/// <param name="Number">Number of the request, used in the ids of calls.</param>
internal sealed record Heading(string Id, long Created, string Model, int Number)
{
    public static Heading Of(Received received, string prefix, string model) =>
        new($"{prefix}-sandbox-{received.Exchange.Number}", received.Now.ToUnixTimeSeconds(), model, received.Exchange.Number);

    /// <summary>Marks of the reasoning of each choice, kept in the ids of its calls; empty where there was none.</summary>
    public IReadOnlyList<string> ReasonMarks { get; init; } = [];

    public string CallId(int choice, int index) =>
        $"call_{Number}_{choice}_{index}{(ReasonMarks.ElementAtOrDefault(choice) is { Length: > 0 } mark ? $"_{mark}" : "")}";

    /// <summary>The mark in a call's id; null when no reasoning of any sandbox came before the call.</summary>
    public static string? ReasonMark(string callId) => callId.Split('_') is ["call", _, _, _, var mark] ? mark : null;
}
