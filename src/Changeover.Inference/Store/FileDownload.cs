using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Changeover.Inference.Store;

/// <summary>Fetches one file: into a <c>.part</c> beside it, going on where an earlier try stopped, and renamed only when its hash is right.</summary>
internal sealed class FileDownload(HttpClient http, TimeProvider time, IProgress<ModelProgress> progress)
{
    private const int Attempts = 6;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    /// <summary>Fetches a file to a path; one that is there already with the right hash is kept.</summary>
    /// <exception cref="ModelStoreException">It cannot be had.</exception>
    /// <exception cref="CorruptModelException">It is not what was promised.</exception>
    public async Task<ModelFile> RunAsync(RemoteFile file, string path, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        if (!File.Exists(path))
        {
            if (file.Sha256 is null)
            {
                // Without a hash nobody could tell whether the halves belong together.
                File.Delete(part);
            }

            await FetchAsync(file, part, cancellationToken);
        }

        var there = File.Exists(path) ? path : part;
        var found = new ModelFile(file.Path, new FileInfo(there).Length, await HashAsync(there, cancellationToken));
        if ((file.Sha256 is not null && !found.Sha256.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase)) || (file.Size is { } size && found.Size != size))
        {
            throw new CorruptModelException($"{file.Address} is {found.Size} bytes with SHA-256 {found.Sha256}, not {file.Size?.ToString() ?? "?"} bytes with {file.Sha256 ?? "?"}. Pull again; if it happens twice, the file or the way to it has been tampered with.");
        }

        File.Move(there, path, overwrite: true);
        return found;
    }

    /// <summary>SHA-256 of a file, as the hubs write it.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private async Task FetchAsync(RemoteFile file, string part, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = Length(part);
            try
            {
                await ContinueAsync(file, part, cancellationToken);
                return;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TimeoutException && !IsFull(fault))
            {
                // A try that brought something does not count.
                attempt = Length(part) > before ? 1 : attempt;
                if (attempt >= Attempts || fault is HttpRequestException { StatusCode: { } status } && (int)status < 500)
                {
                    throw new ModelStoreException($"{file.Address} cannot be fetched: {fault.Message} What is here already is kept; the same command goes on from there.", fault);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(250 << attempt), time, cancellationToken);
            }
        }
    }

    private async Task ContinueAsync(RemoteFile file, string part, CancellationToken cancellationToken)
    {
        var have = Length(part);
        if (file.Size is { } whole && have >= whole && File.Exists(part))
        {
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, file.Address);
        request.Headers.Range = have > 0 ? new RangeHeaderValue(have, null) : null;
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var goesOn = answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From == have;
        if (answer.StatusCode == HttpStatusCode.PartialContent && !goesOn)
        {
            throw new HttpRequestException("the server sends another part than the one asked for", null, HttpStatusCode.RequestedRangeNotSatisfiable);
        }

        await using var target = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await CopyAsync(file, body, target, cancellationToken);
        if (file.Size is { } size && target.Length < size)
        {
            throw new IOException($"the connection ended after {target.Length} of {size} bytes");
        }
    }

    private async Task CopyAsync(RemoteFile file, Stream body, FileStream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 << 10];
        while (true)
        {
            var count = await body.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(Silence, time, cancellationToken);
            if (count == 0)
            {
                return;
            }

            if (target.Position + count > file.Size)
            {
                throw new CorruptModelException($"{file.Address} sends more than the {file.Size} bytes that were promised.");
            }

            try
            {
                await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            }
            catch (IOException fault) when (IsFull(fault))
            {
                throw new ModelStoreException($"The disk is full: {target.Name} cannot grow. Make room; the same command goes on from there.", fault);
            }

            progress.Report(new ModelProgress(file.Path, target.Position, file.Size));
        }
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    // ENOSPC and EDQUOT on Linux; ERROR_DISK_FULL on Windows.
    private static bool IsFull(Exception fault) => fault is IOException { HResult: 28 or 122 or unchecked((int)0x80070070) };
}
