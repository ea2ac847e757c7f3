using System.Text;
using System.Text.Json.Nodes;
using Changeover.Sandbox.Dialects;
using Changeover.Sandbox.Scripts;

namespace Changeover.Sandbox.Faults;

/// <summary>A status of 200 around something that is no answer.</summary>
internal static class MaskedFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(FaultFamily.Masked, "error_in_200", "200 with a provider's error body",
            new FaultParameter("style", Json.Of("minimax"), "minimax (base_resp) | hunyuan (Response.Error) | qianfan_v1 (error_code) | own (the dialect's)"))
        {
            Play = scene => ErrorBody(scene),
        },
        new(FaultFamily.Masked, "html_200", "200 with an HTML page")
        {
            Play = _ => StatusFaults.Html(200, "<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>\n"),
        },
        new(FaultFamily.Masked, "empty_stream", "200, headers, and a clean end with nothing in between",
            new FaultParameter("terminal", Json.Of(false), "send the terminal event alone"))
        {
            Play = Empty,
        },
        new(FaultFamily.Masked, "error_event_first", "200, and the first event is an error (buffered: the body is)",
            new FaultParameter("role_first", Json.Of(false), "an opening event without content comes before it"))
        {
            Play = scene => scene.Healthy.IsStream
                ? Cut.EndInError(scene, scene.Flag("role_first") ? Cut.Opening(scene.Healthy) : [], Trouble.ModelFailed)
                : scene.Refuse(Trouble.ModelFailed) with { Status = 200 },
        },
        new(FaultFamily.Masked, "malformed_json", "the JSON breaks off (stream: of the first content event) while the framing is right")
        {
            Play = Malformed,
        },
    ];

    private static Script ErrorBody(FaultScene scene) => scene.Text("style") switch
    {
        "hunyuan" => Script.Json(200, new JsonObject
        {
            ["Response"] = new JsonObject
            {
                ["Error"] = new JsonObject { ["Code"] = "FailedOperation.EngineServerError", ["Message"] = "Engine failed." },
                ["RequestId"] = "sandbox",
            },
        }),
        "qianfan_v1" => Script.Json(200, new JsonObject { ["error_code"] = 336100, ["error_msg"] = "the server is busy, please try again later" }),
        "own" => scene.Refuse(Trouble.ModelFailed) with { Status = 200 },
        _ => Script.Json(200, new JsonObject
        {
            ["id"] = "sandbox",
            ["choices"] = null,
            ["base_resp"] = new JsonObject { ["status_code"] = 1002, ["status_msg"] = "rate limit" },
        }),
    };

    private static Script Empty(FaultScene scene) => scene.Healthy.IsStream
        ? Cut.Replace(scene, scene.Flag("terminal") ? [new Step.Send(scene.Dialect.Terminal, Part.Done)] : [new Step.Head()])
        : Script.Whole(200, scene.Healthy.ContentType, default);

    private static Script Malformed(FaultScene scene)
    {
        var broken = false;
        return scene.Healthy with
        {
            ContentLength = null,
            Steps = scene.Healthy.Steps.Select(step =>
            {
                if (broken || step is not Step.Send { Part: Part.Body or Part.Content } send) return step;
                broken = true;
                var text = Encoding.UTF8.GetString(send.Bytes.Span);
                var json = text.TrimEnd();
                return send with { Bytes = Encoding.UTF8.GetBytes(json[..^(json.Length / 4)] + text[json.Length..]) };
            }),
        };
    }
}
