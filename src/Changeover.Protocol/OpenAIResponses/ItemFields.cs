using System.Text.Json;
using Changeover.Protocol.Json;

namespace Changeover.Protocol.OpenAIResponses;

/// <summary>Fields of items and parts that say nothing when they say the usual.</summary>
internal static class ItemFields
{
    /// <summary><c>status</c> is kept unless the item is completed, as every item of a history is.</summary>
    public static void SkipCompleted(this JsonFields item)
    {
        if (item.Text("status") is not (null or "completed"))
        {
            item.GiveBack("status");
        }
    }

    /// <summary>A list is kept unless it is empty.</summary>
    public static void SkipEmpty(this JsonFields part, string name)
    {
        if (part.Any(name) is { } value && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0))
        {
            part.GiveBack(name);
        }
    }
}
