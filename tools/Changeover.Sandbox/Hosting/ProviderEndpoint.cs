using System.Net.Sockets;
using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Exchanges;
using Changeover.Sandbox.Faults;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Hosting;

/// <summary>Answers every request on the provider's port: receive, write the script, let the fault edit it, play it.</summary>
internal sealed class ProviderEndpoint(SandboxOptions options, SandboxState state, DialectTable dialects, CancellationToken stopping)
{
    public async Task HandleAsync(HttpContext http)
    {
        var dialect = dialects.Find(http.Request.Method, http.Request.Path.Value ?? "/");
        if (await Reception.ReceiveAsync(http, dialect, options, state) is not { } exchange)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var behaviour = state.Behaviour;
        var script = Write(exchange, dialect, behaviour);
        IStage stage = script.OnSocket ? new SocketStage(script, http) : new ResponseStage(script, http);
        var pace = new Pace(behaviour.TokensPerSecond, TimeSpan.FromMilliseconds(behaviour.FirstTokenDelayMs), options.Time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);

        var outcome = Outcome.ClientGone;
        try
        {
            outcome = await new ScriptPlayer(stage, exchange, pace, options.Time).PlayAsync(script, ended.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
        {
            if (stopping.IsCancellationRequested) outcome = Outcome.Stopped;
            http.Abort();
        }
        finally
        {
            state.Journal.Close(exchange, outcome);
        }
    }

    private Script Write(Exchange exchange, IDialect dialect, Behaviour behaviour)
    {
        var now = options.Time.GetUtcNow();
        var scene = state.Faults.Next(exchange) is { } plan
            ? new FaultScene(FaultCatalogue.Find(plan.Kind)!, plan.Parameters, dialect, exchange, now)
            : null;
        exchange.Fault = scene?.Fault.Kind;

        var received = new Received(exchange, behaviour, state.HiddenModel, now, answer => scene?.Fault.Edit(scene, answer) ?? answer);
        var healthy = dialect.KeyError(exchange.Key, behaviour) is { } error ? dialect.Refuse(error) : Answer(dialect, received);
        return scene is null ? healthy : scene.Fault.Play(scene with { Healthy = healthy });
    }

    private static Script Answer(IDialect dialect, Received received)
    {
        try
        {
            return dialect.Answer(received);
        }
        catch (BadRequest bad)
        {
            return dialect.Refuse(bad.Error);
        }
        catch (InvalidOperationException)
        {
            // A JSON value was read as a type that it has not.
            return dialect.Refuse(new ProviderError(400, "A field of the request has the wrong type.", "invalid_request_error", null));
        }
    }
}
