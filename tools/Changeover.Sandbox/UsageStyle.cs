namespace Changeover.Sandbox;

/// <summary>Where a stream reports usage; providers differ.</summary>
public enum UsageStyle
{
    /// <summary>In an event of its own, only when the request asks with <c>stream_options.include_usage</c> (OpenAI).</summary>
    OnRequest,

    /// <summary>In an event of its own, asked for or not.</summary>
    Always,

    /// <summary>In <c>choices[0].usage</c> of the last event and at its top level (Moonshot).</summary>
    InChoice,

    /// <summary>As <see cref="OnRequest"/>, but every event carries <c>"usage": null</c>.</summary>
    NullFields,
}
