namespace Changeover.Gateway.Snapshot.Validation;

/// <summary>That the address of the database can be read, with its password.</summary>
internal sealed class StorageValidator : IConfigValidator
{
    public void Validate(ValidationContext context)
    {
        if (context.Config.Storage.Database is { } address && !context.Credentials.AreElsewhere && DatabaseReference.Read(address, context.Credentials) is { Problem: { } problem } reading)
        {
            context.Fault("storage.database", problem, reading.Remedy);
        }
    }
}
