using Changeover.Storage;

namespace Changeover.Gateway.Recording;

/// <summary>Registers the records.</summary>
public static class RecordingRegistration
{
    /// <summary>Adds <see cref="IRecordStore"/> and what maintains it. Needs a <see cref="Database"/> and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddRecording(this IServiceCollection services) => services
        .AddSingleton<RecordIdSource>()
        .AddSingleton<IRecordStore, SqliteRecordStore>();
}
