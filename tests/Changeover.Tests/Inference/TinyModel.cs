using Changeover.Inference;
using Changeover.Protocol.Chat;

namespace Changeover.Tests.Inference;

/// <summary>A model of random weights and byte tokens (<c>tools/random-model/make.py tiny</c>): it babbles, but always the same.</summary>
internal static class TinyModel
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Inference", "TinyModel");

    /// <summary>Keys, values and logits in fp16, and a graph that does not mask padding on the left.</summary>
    public static string UnpaddedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Inference", "TinyUnpaddedModel");

    /// <summary>Quantises activations over all rows that are fed at once (<c>--weights int8-dynamic</c>): rows are not independent.</summary>
    public static string DynamicFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Inference", "TinyDynamicModel");

    public static EmbeddedModel Load(EmbeddedModelOptions? options = null, TimeProvider? time = null, string? folder = null) =>
        EmbeddedModel.Load(folder ?? Folder, options ?? new EmbeddedModelOptions { Seed = 7 }, time ?? TimeProvider.System);

    public static ChatRequest Ask(string text, int maxTokens = 40) => new()
    {
        OriginalModel = "tiny",
        Messages = [new ChatMessage { Role = Role.User, Parts = [new ContentPart.Text(text)] }],
        MaxOutputTokens = maxTokens,
        Sampling = new SamplingOptions { Temperature = 0 },
    };

    public static async Task<List<ChatEvent>> EventsAsync(this EmbeddedModel model, ChatRequest request) =>
        await model.AnswerAsync(request, TestContext.Current.CancellationToken).ToListAsync();

    public static async Task<string> TextAsync(this EmbeddedModel model, ChatRequest request) =>
        TextOf(await model.EventsAsync(request));

    public static string TextOf(IEnumerable<ChatEvent> events, int choice = 0) =>
        string.Concat(events.OfType<ChatEvent.TextDelta>().Where(delta => delta.Choice == choice).Select(delta => delta.Text));
}
