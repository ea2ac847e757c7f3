namespace Changeover.Gateway.Recording;

/// <summary>Somebody who learns from finished requests: metrics, and slices such as prices or energy. Called on the request's own path after the record is durable: must be quick and must not throw.</summary>
public interface IRecordConsumer
{
    /// <summary>One request has finished.</summary>
    void Consume(RequestRecord record);
}
