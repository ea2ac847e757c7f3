namespace Changeover.Protocol.Chat;

/// <summary>Who speaks in a <see cref="ChatMessage"/>.</summary>
public enum Role
{
    /// <summary>Instructions of the application; OpenAI's reasoning models call it <c>developer</c>.</summary>
    System,

    /// <summary>As <see cref="System"/>, kept apart because the client chose that word.</summary>
    Developer,

    /// <summary>The user.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>The result of a tool call; also the legacy <c>function</c> role.</summary>
    Tool,
}
