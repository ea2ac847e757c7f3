using System.IO.MemoryMappedFiles;
using System.Text.Json;

namespace Changeover.Gateway.Recording.Inflight;

/// <summary>
/// A file of slots, mapped into memory: writing one is a copy, without a call to the operating system, and what was written outlives the
/// process that is killed. A slot counts once its length stands before it, which is written last.
/// </summary>
internal sealed class InflightSegment : IDisposable
{
    /// <summary>Slots in a file.</summary>
    public const int Slots = 1024;

    private const int SlotSize = 4096;

    private readonly FileStream _file;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;

    private InflightSegment(FileStream file)
    {
        _file = file;
        _map = MemoryMappedFile.CreateFromFile(file, null, Slots * SlotSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor();
    }

    /// <summary>Longest entry in bytes.</summary>
    public static int Room => SlotSize - sizeof(int);

    /// <summary>Opens a file for this process alone; makes it if it is not there.</summary>
    /// <exception cref="IOException">Another process has it, or the folder cannot be written.</exception>
    public static InflightSegment Open(string path) => new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));

    /// <summary>Writes a slot, which is free.</summary>
    public void Write(int slot, ReadOnlySpan<byte> entry)
    {
        var at = (ulong)(slot * SlotSize);
        _view.SafeMemoryMappedViewHandle.WriteSpan(at + sizeof(int), entry);
        Volatile.WriteBarrier();
        _view.Write((long)at, entry.Length);
    }

    /// <summary>Frees a slot.</summary>
    public void Clear(int slot) => _view.Write((long)slot * SlotSize, 0);

    /// <summary>What was left behind.</summary>
    public IEnumerable<InflightEntry> Left()
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            var length = _view.ReadInt32((long)slot * SlotSize);
            if (length is <= 0 or > SlotSize - sizeof(int))
            {
                continue;
            }

            var bytes = new byte[length];
            _view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(slot * SlotSize + sizeof(int)), bytes.AsSpan());
            yield return JsonSerializer.Deserialize(bytes, InflightJson.Default.InflightEntry)!;
        }
    }

    /// <summary>Deletes the file and closes it: nothing of it is needed any more.</summary>
    public void Delete()
    {
        File.Delete(_file.Name);
        Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
        _file.Dispose();
    }
}
