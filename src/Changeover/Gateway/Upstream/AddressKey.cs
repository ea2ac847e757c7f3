using Changeover.Protocol.Chat;
using Changeover.Providers;

namespace Changeover.Gateway.Upstream;

/// <summary>All that the address of a request depends on, within one upstream.</summary>
internal readonly record struct AddressKey(Operation Operation, string RequestModel, Dialect Dialect, bool Streams, bool HasImages);
