using Changeover.Sandbox.Answers;
using Changeover.Sandbox.Exchanges;

namespace Changeover.Sandbox.Dialects;

/// <summary>A request that is about to be answered, with what the dialect needs for it.</summary>
/// <param name="Exchange">The request.</param>
/// <param name="Behaviour">How the sandbox behaves at this moment.</param>
/// <param name="HiddenModel">The model that really answers.</param>
/// <param name="Now">When the answer begins.</param>
/// <param name="Edit">A fault's change to the answer before it is written; identity when there is none.</param>
internal sealed record Received(Exchange Exchange, Behaviour Behaviour, Func<string, string> HiddenModel, DateTimeOffset Now, Func<Answer, Answer> Edit)
{
    /// <summary>The answer to what was read of the request. A schema that stands in its words is followed, too.</summary>
    public Answer Answer(Question question)
    {
        var schema = question.Schema ?? SchemaInWords.Find(Exchange.Json);
        return Edit(Composer.Compose(question with { Schema = schema, WantsJson = question.WantsJson || schema is not null }, HiddenModel(question.Model)));
    }
}
