using Changeover.Sandbox.Exchanges;

namespace Changeover.Sandbox.Scripts;

/// <summary>Plays a script step by step, and notes in the exchange what was made and what was sent.</summary>
internal sealed class ScriptPlayer(IStage stage, Exchange exchange, Pace pace, TimeProvider time)
{
    /// <summary>Returns how it ended on the sandbox's side.</summary>
    /// <exception cref="OperationCanceledException">The client went away or the sandbox stops.</exception>
    /// <exception cref="IOException">The client went away during a write.</exception>
    public async Task<Outcome> PlayAsync(Script script, CancellationToken cancellation)
    {
        exchange.Status = script.Status;
        foreach (var step in script.Steps)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (step)
            {
                case Step.Prefill prefill:
                    var firstToken = pace.BeginAsync(cancellation);
                    exchange.Prefilled(prefill.PromptTokens, prefill.CachedTokens);
                    await firstToken;
                    break;
                case Step.Token token:
                    await pace.NextTokenAsync(cancellation);
                    exchange.Generated(token.Reasoning);
                    break;
                case Step.Wait wait:
                    await Task.Delay(wait.Duration ?? Timeout.InfiniteTimeSpan, time, cancellation);
                    break;
                case Step.Head:
                    await stage.HeadAsync(cancellation);
                    break;
                case Step.Send send:
                    await stage.SendAsync(send.Bytes, cancellation);
                    exchange.Sent(send.Bytes.Length);
                    break;
                case Step.HangUp hangUp:
                    stage.HangUp(hangUp.Reset);
                    return Outcome.HungUp;
            }
        }
        await stage.EndAsync(cancellation);
        return Outcome.Completed;
    }
}
