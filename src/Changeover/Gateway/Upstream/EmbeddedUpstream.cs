using Changeover.Gateway.Recording;
using Changeover.Inference;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>The model in this process. Loaded at its first request, so that a gateway that never needs it does not pay for it.</summary>
internal sealed class EmbeddedUpstream(Func<string, EmbeddedModel> load) : IUpstreamConnection
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Dictionary<string, EmbeddedModel> _models = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool Serves(Operation operation) => operation == Operation.Chat;

    /// <inheritdoc />
    public async Task<OpenedAnswer> OpenAsync(Attempt attempt, CancellationToken clientGone)
    {
        if (!RequestReader.TryRead(attempt.Body, out var request, out var fault))
        {
            var error = new UpstreamError { Status = 400, Code = fault.Code, Message = fault.Message, Param = fault.Param };
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.RequestBody, ErrorClass.BadRequest, AttemptFaults.ErrorStatus, error));
        }

        EmbeddedModel model;
        await _loading.WaitAsync(clientGone);
        try
        {
            var name = attempt.Target.Model.RequestModel;
            model = _models.TryGetValue(name, out var loaded) ? loaded : _models[name] = load(name);
        }
        catch (ModelLoadException unusable)
        {
            var error = new UpstreamError { Status = 503, Code = "model_load_failed", Message = unusable.Message };
            return OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.Connect, ErrorClass.ModelMissing, AttemptFaults.ErrorStatus, error));
        }
        finally
        {
            _loading.Release();
        }

        return new OpenedAnswer(new TranslatedAnswer(attempt, model.AnswerAsync(request, clientGone)), null, null);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        foreach (var model in _models.Values)
        {
            model.Dispose();
        }

        _loading.Dispose();
        return ValueTask.CompletedTask;
    }
}
