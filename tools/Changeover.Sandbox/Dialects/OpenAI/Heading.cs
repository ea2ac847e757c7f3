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

    public string CallId(int choice, int index) => $"call_{Number}_{choice}_{index}";
}
