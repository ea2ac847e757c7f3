namespace Changeover.Protocol.Json;

/// <summary>Keeps the first fault of a reading; what is wrong reads as absent, so that readers need no exits of their own.</summary>
internal sealed class FaultSink
{
    public RequestFault? First { get; private set; }

    public void WrongType(string path, string wanted) => Add(RequestFaultCode.InvalidType, $"'{path}' must be {wanted}.", path);

    public void WrongValue(string path, string wanted) => Add(RequestFaultCode.InvalidValue, $"'{path}' must be {wanted}.", path);

    public void Missing(string path) => Add(RequestFaultCode.MissingParameter, $"Missing required parameter: '{path}'.", path);

    private void Add(string code, string message, string path) => First ??= new RequestFault(code, message, path);
}
