using Changeover.Gateway.Recording;
using Changeover.Inference;
using Changeover.Protocol.Adapting;
using Changeover.Protocol.Chat;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>The model in this process. Loaded at its first request, so that a gateway that never needs it does not pay for it.</summary>
internal sealed class EmbeddedUpstream(Func<string, EmbeddedModel> load, TimeProvider time, CancellationToken drained) : IUpstreamConnection
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly Dictionary<string, EmbeddedModel> _models = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public bool Serves(Operation operation, RequestOutline outline) =>
        operation is Operation.Chat or Operation.CountTokens && !outline.HasImages && !outline.HasAudio && !outline.HasFiles;

    /// <inheritdoc />
    public async Task<OpenedAnswer> OpenAsync(Attempt attempt, CancellationToken clientGone)
    {
        if (LocalAnswer.For(attempt, time.GetUtcNow()) is { } local)
        {
            return new OpenedAnswer(local, null, null);
        }

        if (!attempt.Client.TryRead(attempt.Body, out var request, out var fault))
        {
            return Refused(ErrorClass.BadRequest, new UpstreamError { Status = 400, Code = fault.Code, Message = fault.Message, Param = fault.Param });
        }

        var adapted = RequestAdapter.Adapt(attempt.Bounded(request), attempt.Rules, attempt.Losses);
        if (attempt.RefusedByLosses() is { } refusal)
        {
            return OpenedAnswer.Failed(refusal);
        }

        try
        {
            var model = await ModelAsync(attempt.Target.Model.RequestModel, clientGone);
            var client = new AnswerOutput(attempt.Client, request, adapted, attempt.Target.Upstream.Model.Maker, attempt.Losses, time.GetUtcNow(), attempt.Draft);
            return new OpenedAnswer(new ModelAnswer(attempt, model.AnswerAsync(adapted.Request, clientGone), client, drained), null, null);
        }
        catch (ModelLoadException unusable)
        {
            return Refused(ErrorClass.ModelMissing, new UpstreamError { Status = 503, Code = "model_load_failed", Message = unusable.Message });
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var model in _models.Values)
        {
            model.Dispose();
        }

        _loading.Dispose();
    }

    private async Task<EmbeddedModel> ModelAsync(string name, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            return _models.TryGetValue(name, out var loaded) ? loaded : _models[name] = load(name);
        }
        finally
        {
            _loading.Release();
        }
    }

    private static OpenedAnswer Refused(ErrorClass failure, UpstreamError error) =>
        OpenedAnswer.Failed(AttemptOutcome.Failed(Stage.RequestBody, failure, AttemptFaults.ErrorStatus, error));
}
