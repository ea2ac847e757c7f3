namespace Changeover.Gateway.Snapshot;

/// <summary>How a collector is spoken to.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC, at a collector usually on port 4317.</summary>
    Grpc,

    /// <summary>Protobuf over HTTP/1.1, at a collector usually on port 4318; <c>v1/traces</c> and <c>v1/metrics</c> are added to the address.</summary>
    HttpProtobuf,
}
