using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;

namespace CutOff;

/// <summary>Asks small questions, streamed or not.</summary>
internal sealed class Application(Settings settings)
{
    // The SDK's own retries are off, so that a failure cannot hide behind a second try.
    private readonly ChatClient _chat = new(
        settings.Model,
        new ApiKeyCredential(settings.Key),
        new OpenAIClientOptions { Endpoint = settings.BaseUrl, RetryPolicy = new ClientRetryPolicy(0) });

    /// <exception cref="ClientResultException">An error status.</exception>
    /// <exception cref="InvalidDataException">An answer without text, or a stream without an end.</exception>
    /// <exception cref="System.Text.Json.JsonException">An answer that is no JSON.</exception>
    public async Task<Reply> AskAsync(int number, bool streamed, CancellationToken cancellation)
    {
        ChatMessage[] messages = [new UserChatMessage($"This is request {number}. Please say hello.")];
        var reply = streamed ? await StreamAsync(messages, cancellation) : await CompleteAsync(messages, cancellation);
        return reply.Text.Length > 0 ? reply : throw new InvalidDataException("The answer has no text.");
    }

    private async Task<Reply> CompleteAsync(ChatMessage[] messages, CancellationToken cancellation)
    {
        ChatCompletion answer = await _chat.CompleteChatAsync(messages, cancellationToken: cancellation);
        return new Reply(answer.Model, string.Concat(answer.Content.Select(part => part.Text)));
    }

    private async Task<Reply> StreamAsync(ChatMessage[] messages, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var model = "";
        ChatFinishReason? finish = null;
        await foreach (var update in _chat.CompleteChatStreamingAsync(messages, cancellationToken: cancellation))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text);
            model = update.Model ?? model;
            finish ??= update.FinishReason;
        }
        return finish is null ? throw new InvalidDataException("The stream ended without a finish reason.") : new Reply(model, text.ToString());
    }
}
