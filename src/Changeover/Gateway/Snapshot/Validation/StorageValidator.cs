namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That the addresses of the database and of Redis can be read, with their passwords.</summary>
internal sealed class StorageValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        if (context.Config.Storage.Database is { } address && !context.Credentials.AreElsewhere && DatabaseReference.Read(address, context.Credentials) is { Problem: { } problem } reading)
        {
            context.Fault("storage.database", problem, reading.Remedy);
        }

        if (context.Config.Storage.Redis is { } redis && !context.Credentials.AreElsewhere && RedisReference.Read(redis, context.Credentials) is { Problem: { } unread } result)
        {
            context.Fault("storage.redis", unread, result.Remedy);
        }
    }
}
