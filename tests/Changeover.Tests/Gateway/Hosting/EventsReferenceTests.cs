using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Changeover.Tests.Gateway.Hosting;

public sealed class EventsReferenceTests
{
    private static readonly (LoggerMessageAttribute Event, MethodInfo Method)[] All =
    [
        .. from type in typeof(global::Changeover.Commands.ExitCode).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let marked = method.GetCustomAttribute<LoggerMessageAttribute>()
           where marked is not null
           orderby marked.EventId
           select (marked, method),
    ];

    [Fact]
    public void The_reference_page_is_written_from_the_code() =>
        GeneratedFile.Matches(Repository.PathOf("docs", "reference", "events.md"), Page());

    [Fact]
    public void Every_event_has_a_number_of_its_own()
    {
        Assert.NotEmpty(All);
        Assert.Equal(All.Length, All.Select(entry => entry.Event.EventId).Where(id => id > 0).Distinct().Count());
    }

    [Fact]
    public void No_event_has_a_place_for_what_was_said() =>
        Assert.DoesNotContain(All.SelectMany(entry => entry.Method.GetParameters()), parameter =>
            new[] { "body", "prompt", "answer", "content", "messages", "key", "credential" }.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase));

    private static string Page() =>
        """
        # Events of the log

        Written from the `LoggerMessage` attributes by a test; `CHANGEOVER_REGENERATE=1 dotnet test` writes it anew. The numbers do not change.

        The log goes to standard output, a line per event, or with `server.log: json` a JSON object per line: `Timestamp` (UTC), `EventId`, `LogLevel`, `Category`, `Message`, and in `State` each value by its name.
        Nothing of a prompt or an answer is ever in it. The variable `Logging__LogLevel__Default=Warning` leaves out what is only for information.

        | id | level | message |
        |---|---|---|

        """ + string.Concat(All.Select(entry => $"| {entry.Event.EventId} | {entry.Event.Level} | {entry.Event.Message.Replace("|", "\\|", StringComparison.Ordinal)} |\n"));
}
