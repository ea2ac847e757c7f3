using System.Reflection;
using System.Text;
using Changeover.Gateway;
using Changeover.Gateway.Recording;
using Changeover.Protocol.Json;
using Changeover.Protocol.OpenAIChat;
using Changeover.Providers;

namespace Changeover.Tests.Gateway;

public sealed class ErrorCodesTests
{
    [Fact]
    public void The_reference_page_is_written_from_the_code() =>
        GeneratedFile.Matches(Repository.PathOf("docs", "reference", "errors.md"), Page());

    [Fact]
    public void Every_code_of_the_class_is_listed_once() =>
        Assert.Equal(
            typeof(ErrorCodes).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => p.GetValue(null)).OfType<ErrorCode>().Select(c => c.Code).Order(),
            ErrorCodes.All.Select(c => c.Code).Order());

    [Fact]
    public void Every_attempt_fault_of_the_class_is_listed_once() =>
        Assert.Equal(
            typeof(AttemptFaults).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(),
            AttemptFaults.All.Select(f => f.Word).Order());

    [Fact]
    public void Every_fault_that_the_reader_of_requests_finds_is_listed_as_a_400() =>
        Assert.All(
            typeof(RequestFaultCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!),
            fault => Assert.Contains(ErrorCodes.All, code => code.Code == fault && code.Status == 400));

    [Fact]
    public void Codes_are_distinct_snake_case_words() =>
        Assert.All(ErrorCodes.All.Select(c => c.Code).Concat(AttemptFaults.All.Select(f => f.Word)), code => Assert.Matches("^[a-z]+(_[a-z]+)+$|^content_filter$", code));

    [Fact]
    public void Status_and_type_say_the_same() =>
        Assert.All(ErrorCodes.All, code => Assert.Equal(
            code.Status switch
            {
                429 => ErrorTypes.RateLimit,
                >= 400 and < 500 => ErrorTypes.InvalidRequest,
                _ => ErrorTypes.Server,
            },
            code.Type));

    [Fact]
    public void A_failure_that_the_client_cannot_mend_is_never_told_as_the_clients_fault()
    {
        ErrorClass[] clients = [ErrorClass.BadRequest, ErrorClass.ContextLength, ErrorClass.ContentFilter, ErrorClass.RateLimited, ErrorClass.Unsupported];
        Assert.All(Enum.GetValues<ErrorClass>(), c => Assert.Equal(clients.Contains(c), ErrorCodes.For(c).Status < 500));
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Errors

            Written from `ErrorCodes.cs` and `AttemptFaults.cs` by a test; `CHANGEOVER_REGENERATE=1 dotnet test` writes it anew.

            ## What a client gets

            Every error has OpenAI's shape, `{"error":{"message","type","param","code"}}`, and a `Retry-After` header where a wait is known.
            Where OpenAI has a word for the case, the code is OpenAI's. Status 200 means inside a stream, after the status had been sent.

            | code | status | type | what happened | what to do |
            |---|---|---|---|---|

            """);
        foreach (var code in ErrorCodes.All)
        {
            page.Append($"| `{code.Code}` | {code.Status} | `{code.Type}` | {code.Meaning} | {code.Remedy} |\n");
        }

        page.Append("""

            ## What the record says of an attempt

            A request may have several attempts; a client sees an error only when the last one failed. `changeover records show` lists each attempt with one of these words.

            | fault | what happened |
            |---|---|

            """);
        foreach (var (word, meaning) in AttemptFaults.All)
        {
            page.Append($"| `{word}` | {meaning} |\n");
        }

        return page.ToString();
    }
}
