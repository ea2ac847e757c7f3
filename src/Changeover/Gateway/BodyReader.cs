using Changeover.Gateway.Upstream;

namespace Changeover.Gateway;

/// <summary>Step 2: the request's body, whole, in pooled memory, under a limit.</summary>
internal static class BodyReader
{
    /// <summary>Reads into <paramref name="body"/>; false = larger than <paramref name="limit"/> bytes, and reading stopped there.</summary>
    public static async ValueTask<bool> TryReadAsync(HttpRequest request, PooledBuffer body, long limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return false;
        }

        while (true)
        {
            var read = await request.Body.ReadAsync(body.GetMemory(1024), cancellationToken);
            if (read == 0)
            {
                return true;
            }

            body.Advance(read);
            if (body.WrittenCount > limit)
            {
                return false;
            }
        }
    }
}
