using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Changeover.Commands;

/// <summary>Standard output that notices when nobody reads it any more: the console's own swallows that, and <c>records tail | head -1</c> would never end.</summary>
internal static class StandardOutput
{
    private const int BrokenPipe = 32; // EPIPE, the same number on Linux and macOS

    /// <summary>The console's in a terminal and into a file, where others may write at the same place after us; into a pipe one that fails once its reader is gone.</summary>
    public static TextWriter Open()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.Out : new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };
    }

    /// <summary>Whether a failure says that the reader is gone.</summary>
    public static bool HasNoReader(Exception failure) => failure is IOException { HResult: BrokenPipe };
}
