using Changeover.Gateway;

namespace Changeover.Tests.Gateway;

public sealed class GatewayHeadersTests
{
    [Fact]
    public void The_reference_page_is_written_from_the_code() => GeneratedFile.Matches(
        Repository.PathOf("docs", "reference", "headers.md"),
        "# Headers\n\nWritten from `GatewayHeaders.cs` by a test; `CHANGEOVER_REGENERATE=1 dotnet test` writes it anew.\n\n| header | who sends it | meaning |\n|---|---|---|\n"
        + string.Concat(GatewayHeaders.All.Select(header => $"| `{header.Name}` | {header.Sender} | {header.Meaning} |\n")));
}
